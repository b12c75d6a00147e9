import { StoreError } from '../errors.ts'
import type { Field } from '../schema.ts'
import type { Evolution } from '../table/evolution.ts'
import type { RowSchemas } from '../table/row-schemas.ts'
import { otherUniqueKeys } from './changes/other-unique-keys.ts'
import { addDataColumns } from './data-table/add-data-columns.ts'
import { checkFit } from './data-table/check-fit.ts'
import { type CreationRules, createDataTable } from './data-table/create-data-table.ts'
import { creationSchemas } from './data-table/creation-schemas.ts'
import { lackingColumns } from './data-table/lacking-columns.ts'
import { missingTable } from './data-table/missing-table.ts'
import { readTables } from './data-table/read-tables.ts'
import { reservedTable } from './data-table/reserved-table.ts'
import { fieldsWithoutColumn } from './data-table/schema-fit.ts'
import { typedColumns } from './data-table/typed-columns.ts'
import { unseenColumns } from './data-table/unseen-columns.ts'
import { RowEncoder } from './row-encoder.ts'
import { SchemaPairs } from './rows/schema-pairs.ts'
import type { RemainingMs } from './session/connection.ts'
import type { Sessions } from './session/sessions.ts'
import type { Table } from './table.ts'

/** A table that records are routed to, with the schemas of some of them. */
export interface WantedTable {
  readonly name: string
  readonly schemas: RowSchemas
}

/** How tables are made, and what becomes of those that exist. */
export interface TableRules extends CreationRules {
  /** Whether columns that are missing are added. */
  readonly evolution: Evolution
  /** The sink's own tables: no topic's records may be written into them. */
  readonly reserved: ReadonlySet<string>
}

interface CatalogOptions extends TableRules {
  /** Wall clock in milliseconds: a monotonic one stands still in a frozen container. */
  readonly now: () => number
  readonly warn: (message: string) => void
  /** Told of each change that this container made to a table. */
  readonly onColumnsAdded: (table: string, columns: readonly string[]) => void
}

/** How long what was read of a table is trusted, as what is remembered of the ledger is. */
const REMEMBERED_MS = 15 * 60_000

interface Entry {
  readonly table: Table
  /** When it was read. */
  readonly at: number
  readonly encoder: RowEncoder
  /** By the schemas of rows, the fields that the table has no column for. */
  readonly lacking: SchemaPairs<readonly Field[]>
  /** The schemas that were found to fit. */
  readonly checked: SchemaPairs<true>
}

/**
 * Which tables the database has; remembered for 15 minutes of wall clock, or until it is told to forget: a column whose type
 * was changed by hand still takes values of the old one, so no error would tell.
 */
export class Catalog {
  readonly #sessions: Sessions
  readonly #options: CatalogOptions
  #entries = new Map<string, Entry>()
  /** What was warned of. */
  readonly #told = new Set<string>()

  constructor(sessions: Sessions, options: CatalogOptions) {
    this.#sessions = sessions
    this.#options = options
  }

  /**
   * Makes sure that the tables exist and have columns for their records, before a transaction begins: DDL would commit it.
   * In the steady state a look-up in memory.
   * @throws StoreError `ERR_TABLE_MISSING`, `ERR_TABLE_KEYS`, `ERR_COLUMN_MISSING`; ConfigError for a key on a column that the schema lacks, and for a table of the sink's own
   */
  async prepare(wanted: readonly WantedTable[], remainingMs: RemainingMs): Promise<void> {
    const own = wanted.find(({ name }) => this.#options.reserved.has(name))
    if (own !== undefined) throw reservedTable(own.name)
    const unknown = new Set(wanted.flatMap(({ name }) => (this.#isFresh(name) ? [] : name)))
    if (unknown.size > 0) {
      await this.#refresh([...unknown], remainingMs)
      const missing = wanted.filter(({ name }) => !this.#entries.has(name))
      for (const [name, group] of Map.groupBy(missing, (of) => of.name)) {
        const schemas = creationSchemas(group.map((of) => of.schemas))
        const connection = await this.#sessions.ddl(remainingMs)
        const created = await createDataTable(
          connection,
          { name, schemas },
          this.#options,
          remainingMs,
        )
        if (created) this.#sessions.tally.tablesCreated += 1
      }
      const created = missing.map(({ name }) => name)
      if (created.length > 0) await this.#read(created, remainingMs)
    }
    if (this.#options.evolution === 'add') {
      for (const [name, group] of Map.groupBy(wanted, (of) => of.name)) {
        const schemas = group.map((of) => of.schemas)
        await this.#evolve(name, schemas, unknown.has(name), remainingMs)
      }
    }
    for (const { name, schemas } of wanted) {
      const entry = this.#entry(name)
      entry.checked.get(schemas.value, schemas.key, () => {
        this.#check(entry, schemas)
        return true
      })
    }
  }

  /** Whether a table needs no asking for, nor a column that it lacks. */
  knows(table: string, schemas: readonly RowSchemas[] = []): boolean {
    const entry = this.#entries.get(table)
    if (entry === undefined || !this.#isFresh(table)) return false
    return this.#options.evolution === 'none' || this.#lacking(entry, schemas).length === 0
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

  #isFresh(name: string): boolean {
    const entry = this.#entries.get(name)
    return entry !== undefined && this.#options.now() - entry.at < REMEMBERED_MS
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw missingTable(name, 'it is gone since it was created')
    return entry
  }

  /** Rows go on to tables that are known while the endpoint for DDL, which alone tells of them, is not to be reached. */
  async #refresh(names: readonly string[], remainingMs: RemainingMs): Promise<void> {
    try {
      await this.#read(names, remainingMs)
    } catch (error) {
      const known = names.flatMap((name) => this.#entries.get(name) ?? [])
      const isPassing = error instanceof StoreError && error.transient
      if (!isPassing || known.length < names.length) throw error
      const at = this.#options.now()
      for (const entry of known) this.#entries.set(entry.table.name, { ...entry, at })
    }
  }

  async #read(names: readonly string[], remainingMs: RemainingMs): Promise<void> {
    const { encoding, mapping, keyed, now } = this.#options
    const at = now()
    const distinct = [...new Set(names)]
    const tables = await readTables(this.#sessions, distinct, keyed, remainingMs)
    for (const name of distinct) this.#entries.delete(name)
    for (const table of tables) {
      const encoder = new RowEncoder(table, encoding, mapping)
      const known = {
        lacking: new SchemaPairs<readonly Field[]>(),
        checked: new SchemaPairs<true>(),
      }
      this.#entries.set(table.name, { table, at, encoder, ...known })
      const collisions = otherUniqueKeys(table)
      if (collisions !== null) this.#warnOnce(collisions)
    }
  }

  /**
   * Adds the columns that the schemas ask for and the table lacks.
   * @param fresh the table was read just now: else another container may have added them long ago
   */
  async #evolve(
    name: string,
    schemas: readonly RowSchemas[],
    fresh: boolean,
    remainingMs: RemainingMs,
  ): Promise<void> {
    let lacking = this.#lacking(this.#entry(name), schemas)
    if (lacking.length > 0 && !fresh) {
      await this.#read([name], remainingMs)
      lacking = this.#lacking(this.#entry(name), schemas)
    }
    while (lacking.length > 0) {
      const { profile } = this.#options.encoding
      const connection = await this.#sessions.ddl(remainingMs)
      const { table } = this.#entry(name)
      const added = await addDataColumns(connection, table, lacking, profile, remainingMs)
      const names = lacking.map((field) => field.name)
      if (added) {
        this.#sessions.tally.columnsAdded += names.length
        this.#options.onColumnsAdded(name, names)
      }
      await this.#read([name], remainingMs)
      const rest = this.#lacking(this.#entry(name), schemas)
      if (rest.length >= lacking.length) {
        if (added) return
        throw unseenColumns(name)
      }
      lacking = rest
    }
  }

  /** The fields of rows of these schemas that the table has no column for, each once. */
  #lacking({ table, lacking }: Entry, schemas: readonly RowSchemas[]): readonly Field[] {
    const { mapping } = this.#options
    return lackingColumns(table, schemas, (of) =>
      lacking.get(of.value, of.key, () =>
        fieldsWithoutColumn(table, typedColumns(table.name, of, mapping)),
      ),
    )
  }

  /** Refuses a schema that the table cannot take, and tells where the two have come apart. */
  #check({ table, encoder }: Entry, schemas: RowSchemas): void {
    encoder.check(schemas)
    const found = checkFit(table, schemas, this.#options)
    // Whoever made a table by hand knows its types.
    if (this.#options.evolution === 'none') return
    for (const { column, message } of found) {
      this.#warnOnce(`Table "${table.name}", column "${column}": ${message}`)
    }
  }

  #warnOnce(message: string): void {
    if (this.#told.has(message)) return
    this.#told.add(message)
    this.#options.warn(message)
  }
}
