/**
 * Who may change the shape of a table: one session at a time, so that what the rules remember of it follows the order in
 * which MariaDB made the changes.
 */
export interface TableTurns {
  /** Waits until the table is free; the function given back ends the turn. */
  take(database: string, table: string): Promise<() => void>
}

export function createTableTurns(): TableTurns {
  const last = new Map<string, Promise<void>>()
  return {
    async take(database, table) {
      const key = `${database}\0${table}`
      const before = last.get(key)
      const { promise, resolve } = Promise.withResolvers<void>()
      last.set(key, promise)
      await before
      return () => {
        if (last.get(key) === promise) last.delete(key)
        resolve()
      }
    },
  }
}
