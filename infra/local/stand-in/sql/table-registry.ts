import type { TableModel } from './table-model.ts'

/** The tables that exist, by database and name; a temporary one hides others from its own connection. */
export interface TableRegistry {
  find(connectionId: number, database: string, table: string): TableModel | undefined
  /** Puts a table in, over an older state of it. */
  put(connectionId: number, table: TableModel): void
  remove(connectionId: number, database: string, table: string): void
  removeDatabase(database: string): void
  putDatabase(database: string): void
  /** Databases made, or that tables were made in. */
  databases(): readonly string[]
  /** All but the temporary ones, in the order of their making. */
  all(): readonly TableModel[]
  temporary(): readonly TableModel[]
}

export function createTableRegistry(): TableRegistry {
  const permanent = new Map<string, TableModel>()
  const temporary = new Map<string, TableModel>()
  const databases = new Set<string>()
  return {
    find(connectionId, database, table) {
      const key = keyOf(database, table)
      return temporary.get(`${connectionId}\0${key}`) ?? permanent.get(key)
    },
    put(connectionId, table) {
      databases.add(table.database)
      const key = keyOf(table.database, table.name)
      if (table.temporary) temporary.set(`${connectionId}\0${key}`, table)
      else permanent.set(key, table)
    },
    remove(connectionId, database, table) {
      const key = keyOf(database, table)
      if (!temporary.delete(`${connectionId}\0${key}`)) permanent.delete(key)
    },
    putDatabase: (database) => {
      databases.add(database)
    },
    databases: () => [...databases],
    removeDatabase(database) {
      databases.delete(database)
      for (const [key, table] of permanent) if (table.database === database) permanent.delete(key)
      for (const [key, table] of temporary) if (table.database === database) temporary.delete(key)
    },
    all: () => [...permanent.values()],
    temporary: () => [...temporary.values()],
  }
}

/** NUL cannot be part of a name. */
function keyOf(database: string, table: string): string {
  return `${database}\0${table}`
}
