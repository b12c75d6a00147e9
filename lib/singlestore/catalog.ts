import { ConfigError, StoreError } from '../errors.ts'
import type { Field, Schema } from '../schema.ts'
import { mapColumns } from '../table/mapping.ts'
import type { TableKey } from '../table/table-key.ts'
import { describeColumn } from './column.ts'
import type { RemainingMs } from './connection.ts'
import { selectColumns, showTablesExtended } from './dialect/catalog.ts'
import { createTable } from './dialect/create-table.ts'
import { keyConflicts, keyText } from './key-rules.ts'
import { RowEncoder } from './row-encoder.ts'
import type { Sessions } from './sessions.ts'
import { consequenceOf, errnoOf } from './store-error.ts'
import type { Table } from './table.ts'

const TABLE_EXISTS = 1050

/** A table that records are routed to, with a schema of theirs; null where they carry none. */
export interface WantedTable {
  readonly name: string
  readonly schema: Schema | null
}

interface CatalogOptions {
  readonly tableKeys: readonly TableKey[]
  readonly autoCreate: boolean
  /** The sink's own tables: no topic's records may be written into them. */
  readonly reserved: ReadonlySet<string>
  readonly warn: (message: string) => void
}

interface Entry {
  readonly table: Table
  readonly encoder: RowEncoder
}

/** Which tables the database has; remembered until it is told to forget. */
export class Catalog {
  readonly #sessions: Sessions
  readonly #options: CatalogOptions
  #entries = new Map<string, Entry>()

  constructor(sessions: Sessions, options: CatalogOptions) {
    this.#sessions = sessions
    this.#options = options
  }

  /**
   * Makes sure that the tables exist, before a transaction begins: DDL would commit it.
   * In the steady state a look-up in memory.
   * @throws StoreError `ERR_TABLE_MISSING`, `ERR_TABLE_KEYS`, `ERR_COLUMN_MISSING`; ConfigError for a key on a column that the schema lacks, and for a table of the sink's own
   */
  async prepare(wanted: readonly WantedTable[], remainingMs: RemainingMs): Promise<void> {
    const own = wanted.find(({ name }) => this.#options.reserved.has(name))
    if (own !== undefined) {
      throw new ConfigError([
        `records are routed to the table "${own.name}", which the sink keeps for itself as ledger or for dead letters; give their topic another table (SINK_TABLE_NAMES), or that table another name (SINK_METADATA_TABLE, SINK_DEAD_LETTER_TABLE)`,
      ])
    }
    const unknown = wanted.filter(({ name }) => !this.#entries.has(name))
    if (unknown.length > 0) {
      await this.#read(unknown, remainingMs)
      const missing = unknown.filter(({ name }) => !this.#entries.has(name))
      for (const table of firstWithSchema(missing)) await this.#create(table, remainingMs)
      if (missing.length > 0) await this.#read(missing, remainingMs)
    }
    for (const { name, schema } of wanted) {
      if (schema !== null) this.#entry(name).encoder.check(schema)
    }
  }

  /** The encoder of a prepared table's rows. */
  encoder(table: string): RowEncoder {
    return this.#entry(table).encoder
  }

  isReference(table: string): boolean {
    return this.#entry(table).table.reference
  }

  /** Forgets all tables: one may have changed under a warm container. */
  forget(): void {
    this.#entries = new Map()
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw missingTable(name, 'it is gone since it was created')
    return entry
  }

  async #read(wanted: readonly WantedTable[], remainingMs: RemainingMs): Promise<void> {
    const names = [...new Set(wanted.map(({ name }) => name))]
    const database = await this.#sessions.database()
    const connection = await this.#sessions.ddl(remainingMs)
    const rows = await connection.select(
      selectColumns(database, names),
      'reading the columns of the tables',
      remainingMs,
    )
    const reference = await this.#referenceTables(database, remainingMs)
    for (const [name, columns] of Map.groupBy(rows, (row) => row.TABLE_NAME ?? '')) {
      if (!names.includes(name)) continue
      const table: Table = {
        name,
        reference: reference.has(name),
        columns: columns.map((row) =>
          describeColumn(
            row.COLUMN_NAME ?? '',
            row.COLUMN_TYPE ?? '',
            row.COLUMN_DEFAULT ?? null,
            row.EXTRA ?? '',
          ),
        ),
      }
      this.#entries.set(name, { table, encoder: new RowEncoder(table) })
    }
  }

  /** Matters only where data and DDL go to different aggregators. */
  async #referenceTables(database: string, remainingMs: RemainingMs): Promise<ReadonlySet<string>> {
    if (!(await this.#sessions.apart())) return new Set()
    const connection = await this.#sessions.ddl(remainingMs)
    const rows = await connection.select(
      showTablesExtended(database),
      'asking which tables are reference tables',
      remainingMs,
    )
    return new Set(
      rows
        .filter((row) => row.distributed === '0')
        .map((row) => row[`Tables_in_${database}`] ?? ''),
    )
  }

  async #create({ name, schema }: WantedTable, remainingMs: RemainingMs): Promise<void> {
    if (schema === null) {
      throw missingTable(
        name,
        'its records carry no schema to create it from. Create the table, or send records with a schema',
      )
    }
    if (!this.#options.autoCreate) {
      throw missingTable(name, 'SINK_AUTO_CREATE=false forbids the sink to create it. Create it')
    }
    const columns = mapColumns(schema)
    const keys = this.#options.tableKeys
    guardKeyColumns(name, columns, keys)
    const conflicts = keyConflicts(columns, keys)
    for (const { rule, waysOut } of conflicts) {
      this.#options.warn(
        `Table "${name}": SingleStore documents that it refuses ${rule}. What works: ${waysOut}.`,
      )
    }
    const connection = await this.#sessions.ddl(remainingMs)
    try {
      await connection.execute(
        createTable(name, columns, keys),
        `creating table "${name}"`,
        remainingMs,
      )
    } catch (error) {
      if (errnoOf(error) === TABLE_EXISTS) return
      if (
        keys.length === 0 ||
        consequenceOf(error) !== 'permanent' ||
        errnoOf(error) === undefined
      ) {
        throw error
      }
      const explained = conflicts.map(({ rule, waysOut }) => `${rule}. What works: ${waysOut}.`)
      throw new StoreError(
        'ERR_TABLE_KEYS',
        `SingleStore refused to create table "${name}" with the keys ${keys.map(keyText).join(', ')}: ` +
          [...explained, error instanceof Error ? `(${error.message})` : ''].join(' '),
        { transient: false, errno: errnoOf(error), coordinates: { table: name }, cause: error },
      )
    }
  }
}

/** One per table, with a schema where any of its records has one. */
function firstWithSchema(wanted: readonly WantedTable[]): readonly WantedTable[] {
  return [...Map.groupBy(wanted, ({ name }) => name).values()].flatMap((group) => {
    const chosen = group.find(({ schema }) => schema !== null) ?? group[0]
    return chosen === undefined ? [] : [chosen]
  })
}

function guardKeyColumns(
  table: string,
  columns: readonly Field[],
  keys: readonly TableKey[],
): void {
  const names = new Set(columns.map((column) => column.name.toLowerCase()))
  const faults = keys.flatMap((key) =>
    key.columns
      .filter((column) => !names.has(column.toLowerCase()))
      .map(
        (column) =>
          `the key ${keyText(key)} names the column "${column}", which the schema of table "${table}" lacks; ` +
          `it has ${columns.map((field) => `"${field.name}"`).join(', ')}. Correct tableKey.${key.type} (SINK_TABLE_KEYS)`,
      ),
  )
  if (faults.length > 0) throw new ConfigError(faults)
}

function missingTable(name: string, why: string): StoreError {
  return new StoreError('ERR_TABLE_MISSING', `Table "${name}" does not exist: ${why}.`, {
    transient: false,
    coordinates: { table: name },
  })
}
