import { ConfigError } from '../errors.ts'
import type { Encoding } from '../table/encoding.ts'
import type { Evolution } from '../table/evolution.ts'
import type { MappingRules } from '../table/mapping-rules.ts'
import type { RowSchemas } from '../table/row-schemas.ts'
import type { TableKey } from '../table/table-key.ts'
import type { TableOptions } from '../table/table-options.ts'
import { describeColumn } from './column.ts'
import { createDataTable } from './data-table/create-data-table.ts'
import { missingTable } from './data-table/missing-table.ts'
import { selectColumns, showTablesExtended } from './dialect/catalog.ts'
import { RowEncoder } from './row-encoder.ts'
import type { RemainingMs } from './session/connection.ts'
import type { Sessions } from './session/sessions.ts'
import type { Table } from './table.ts'

/** A table that records are routed to, with the schemas of some of them. */
export interface WantedTable {
  readonly name: string
  readonly schemas: RowSchemas
}

interface CatalogOptions {
  readonly tableKeys: readonly TableKey[]
  /** Of single tables. */
  readonly tableOptions: ReadonlyMap<string, TableOptions>
  readonly autoCreate: boolean
  /** Whether columns that are missing are added. */
  readonly evolution: Evolution
  readonly encoding: Encoding
  readonly mapping: MappingRules
  /** Rows are known by their keys: the catalog reads which keys are unique, and gives a table that has none the record's. */
  readonly keyed: boolean
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
      for (const table of firstWithSchema(missing)) {
        const connection = await this.#sessions.ddl(remainingMs)
        await createDataTable(connection, table, this.#options, remainingMs)
      }
      if (missing.length > 0) await this.#read(missing, remainingMs)
    }
    for (const { name, schemas } of wanted) this.#entry(name).encoder.check(schemas)
  }

  /** Whether a table needs no asking for. */
  knows(table: string): boolean {
    return this.#entries.has(table)
  }

  /** The encoder of a prepared table's rows. */
  encoder(table: string): RowEncoder {
    return this.#entry(table).encoder
  }

  /** The table as the database has it. */
  table(name: string): Table {
    return this.#entry(name).table
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
        uniqueKeys: [],
        columns: columns.map((row) =>
          describeColumn(
            row.COLUMN_NAME ?? '',
            row.COLUMN_TYPE ?? '',
            row.COLUMN_DEFAULT ?? null,
            row.EXTRA ?? '',
            row.IS_NULLABLE ?? 'YES',
          ),
        ),
      }
      const encoder = new RowEncoder(table, this.#options.encoding, this.#options.mapping)
      this.#entries.set(name, { table, encoder })
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
}

/** One per table, with a schema where any of its records has one. */
function firstWithSchema(wanted: readonly WantedTable[]): readonly WantedTable[] {
  return [...Map.groupBy(wanted, ({ name }) => name).values()].flatMap((group) => {
    const chosen = group.find(({ schemas }) => schemas.value !== null) ?? group[0]
    return chosen === undefined ? [] : [chosen]
  })
}
