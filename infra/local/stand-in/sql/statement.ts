import type { SessionState } from '../action.ts'
import type { Cursor } from './cursor.ts'
import type { NameAliases } from './name-aliases.ts'
import { Refusal } from './refusal.ts'
import type { Memory, SessionMemory } from './session-memory.ts'
import type { TableModel } from './table-model.ts'
import type { TableRegistry } from './table-registry.ts'
import type { TableTurns } from './table-turns.ts'

/** What all statements share. */
export interface World {
  readonly aliases: NameAliases
  readonly registry: TableRegistry
  readonly turns: TableTurns
  readonly sessions: SessionMemory
  readonly serverVersion: string
  readonly aggregatorId: number
}

export interface TableName {
  readonly database: string
  readonly table: string
}

/** One statement on its way through the rules. */
export interface Statement {
  readonly cursor: Cursor
  /** Its `database` carries the name the client knows, not an alias. */
  readonly session: SessionState
  readonly world: World
  readonly memory: Memory
  readonly warnings: string[]
  /** Tables read or written; `alias` is what columns may be qualified with. */
  readonly tables: { readonly name: TableName; readonly alias: string }[]
  /** Names a WITH clause gave to queries: no tables. */
  readonly commonTables: Set<string>
  /** Names after `@` that may be read: those of a LOAD DATA's column list. */
  readonly loadVariables: Set<string>
  subqueries: number
  /** Reads past one expression; here because expressions and queries contain each other. */
  readonly expression: () => void
  /** Reads past one query inside this statement. */
  readonly subquery: () => void
}

/** `[database .] table`. Throws a Refusal (1046) where no database is chosen. */
export function tableName(statement: Statement): TableName {
  const { cursor, session } = statement
  const first = cursor.name()
  if (cursor.accept('.')) return { database: first, table: cursor.name() }
  if (session.database === null) throw new Refusal(1046, '3D000', 'No database selected')
  return { database: session.database, table: first }
}

export function findTable(statement: Statement, name: TableName): TableModel | undefined {
  return statement.world.registry.find(statement.session.connectionId, name.database, name.table)
}

export function isInformationSchema(database: string): boolean {
  return database.toLowerCase() === 'information_schema'
}
