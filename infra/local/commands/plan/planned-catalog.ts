import { SinkError, StoreError } from '../../../../lib/errors.ts'
import type { TableRules } from '../../../../lib/singlestore/catalog.ts'
import { checkFit } from '../../../../lib/singlestore/data-table/check-fit.ts'
import {
  keyWarnings,
  plannedCreation,
} from '../../../../lib/singlestore/data-table/create-data-table.ts'
import { creationSchemas } from '../../../../lib/singlestore/data-table/creation-schemas.ts'
import { lackingColumns } from '../../../../lib/singlestore/data-table/lacking-columns.ts'
import { missingTable } from '../../../../lib/singlestore/data-table/missing-table.ts'
import { demandUniqueKeys } from '../../../../lib/singlestore/data-table/read-tables.ts'
import { reservedTable } from '../../../../lib/singlestore/data-table/reserved-table.ts'
import { typedColumns } from '../../../../lib/singlestore/data-table/typed-columns.ts'
import { addColumns } from '../../../../lib/singlestore/dialect/alter-table.ts'
import { RowEncoder } from '../../../../lib/singlestore/row-encoder.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import { parseTableDefinition } from '../../../../lib/singlestore/table-definition.ts'
import type { RowSchemas } from '../../../../lib/table/row-schemas.ts'
import { addedColumns, describedColumn, describedTable } from './described-table.ts'
import type { ExistingTable, TableState } from './table-state.ts'

/** Finds a table in the database; null where there is none. */
export type FindTable = (name: string) => Promise<ExistingTable | null>

/** Stands where the sink has its catalog: says what that would do to the tables, and does none of it. */
export class PlannedCatalog {
  readonly #find: FindTable
  readonly #rules: TableRules
  readonly #states = new Map<string, TableState>()

  constructor(find: FindTable, rules: TableRules) {
    this.#find = find
    this.#rules = rules
  }

  get states(): readonly TableState[] {
    return [...this.#states.values()]
  }

  /**
   * Plans what rows of these schemas ask of a table.
   * @param explain says more about an error
   */
  async write(
    name: string,
    schemas: readonly RowSchemas[],
    explain: (error: unknown) => unknown,
  ): Promise<void> {
    const state = await this.#read(name)
    this.#set(name, { schemas: [...state.schemas, ...schemas] })
    if (state.error !== null) return
    try {
      if (this.#rules.reserved.has(name)) throw reservedTable(name)
      if (state.now === null) this.#create(name, schemas)
      this.#evolve(name, schemas)
      for (const of of schemas) this.#check(name, of)
    } catch (error) {
      this.fail(name, explain(error))
    }
  }

  /** Plans what is asked of a table that nothing is written to: it is not created for that. */
  async delete(name: string): Promise<void> {
    const state = await this.#read(name)
    if (state.error !== null || !this.#rules.reserved.has(name)) return
    this.fail(name, reservedTable(name))
  }

  /** Keeps the first error of a table. @throws what no plan can go on after */
  fail(name: string, error: unknown): void {
    if (!(error instanceof SinkError)) throw error
    if (error instanceof StoreError && error.transient) throw error
    if (this.#state(name).error === null) this.#set(name, { error })
  }

  /** Remembers which columns a row fills. */
  fill(name: string, columns: Iterable<string>): void {
    const { filled } = this.#state(name)
    const more = Array.from(columns, (column) => column.toLowerCase())
    if (more.every((column) => filled.has(column))) return
    this.#set(name, { filled: new Set([...filled, ...more]) })
  }

  /** Whether rows can be written to the table, and deleted from it. */
  isReady(name: string): boolean {
    const { now, error } = this.#state(name)
    return now !== null && error === null
  }

  table(name: string): Table {
    return this.#now(name).table
  }

  encoder(name: string): RowEncoder {
    return this.#now(name).encoder
  }

  #now(name: string) {
    const { now } = this.#state(name)
    if (now === null) throw missingTable(name, 'nothing creates it')
    return now
  }

  #state(name: string): TableState {
    const state = this.#states.get(name)
    if (state === undefined) throw new RangeError(`Table "${name}" has not been asked for.`)
    return state
  }

  #set(name: string, change: Partial<TableState>): void {
    this.#states.set(name, { ...this.#state(name), ...change })
  }

  #become(name: string, table: Table): void {
    const { encoding, mapping } = this.#rules
    this.#set(name, { now: { table, encoder: new RowEncoder(table, encoding, mapping) } })
  }

  #warn(name: string, warnings: readonly string[]): void {
    this.#set(name, { warnings: new Set([...this.#state(name).warnings, ...warnings]) })
  }

  async #read(name: string): Promise<TableState> {
    const known = this.#states.get(name)
    if (known !== undefined) return known
    const existing = await this.#find(name)
    this.#states.set(name, { ...NEW, name, existing })
    if (existing !== null) {
      try {
        const { keyed } = this.#rules
        const uniqueKeys = keyed ? demandUniqueKeys(name, existing.definition) : []
        this.#become(name, { ...existing.table, uniqueKeys })
      } catch (error) {
        this.fail(name, error)
      }
    }
    return this.#state(name)
  }

  #create(name: string, schemas: readonly RowSchemas[]): void {
    const planned = plannedCreation({ name, schemas: creationSchemas(schemas) }, this.#rules)
    this.#warn(name, keyWarnings(name, planned))
    const definition = parseTableDefinition(planned.sql)
    if (definition === null) throw new RangeError(`No statement creates table "${name}".`)
    this.#set(name, { created: planned.sql })
    this.#become(name, describedTable(definition, this.#rules.keyed))
  }

  #evolve(name: string, schemas: readonly RowSchemas[]): void {
    const { evolution, mapping, encoding } = this.#rules
    if (evolution === 'none') return
    const { table } = this.#now(name)
    const lacking = lackingColumns(table, schemas, (of) => typedColumns(name, of, mapping))
    if (lacking.length === 0) return
    const { altered } = this.#state(name)
    this.#set(name, { altered: [...altered, addColumns(name, lacking, encoding.profile)] })
    const added = addedColumns(name, lacking, encoding.profile).map(describedColumn)
    this.#become(name, { ...table, columns: [...table.columns, ...added] })
  }

  #check(name: string, schemas: RowSchemas): void {
    const { table, encoder } = this.#now(name)
    encoder.check(schemas)
    const found = checkFit(table, schemas, this.#rules)
    if (this.#rules.evolution === 'none') return
    const warnings = found.map(
      ({ column, message }) => `Table "${name}", column "${column}": ${message}`,
    )
    this.#warn(name, warnings)
  }
}

const NEW = {
  now: null,
  created: null,
  altered: [],
  schemas: [],
  filled: new Set<string>(),
  warnings: new Set<string>(),
  error: null,
}
