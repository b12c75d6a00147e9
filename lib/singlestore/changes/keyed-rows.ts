import { StoreError } from '../../errors.ts'
import type { Column } from '../column.ts'
import { deleteKeys, deleteOlder } from '../dialect/delete-rows.ts'
import type { KeyLiterals } from '../dialect/key-condition.ts'
import { type SelectedColumn, selectKeys } from '../dialect/select-keys.ts'
import type { Connection, RemainingMs, TextRow } from '../session/connection.ts'
import { withoutEcho } from '../session/without-echo.ts'
import { isSingle } from './canonical-text.ts'
import { keyBatches } from './key-batches.ts'
import type { RowKey } from './row-key.ts'
import type { Guarded } from './step.ts'
import type { VersionOrder } from './version-order.ts'

interface Keyed {
  readonly key: readonly string[]
}

/** The rows of one table, by their keys. */
export class KeyedRows {
  readonly #connection: Connection
  readonly #table: string
  readonly #key: RowKey
  readonly #remainingMs: RemainingMs

  constructor(connection: Connection, table: string, key: RowKey, remainingMs: RemainingMs) {
    this.#connection = connection
    this.#table = table
    this.#key = key
    this.#remainingMs = remainingMs
  }

  /** @throws StoreError */
  async delete(keyed: readonly Keyed[]): Promise<void> {
    for (const batch of this.#batches(keyed)) {
      const sql = deleteKeys(this.#table, this.#names(), batch)
      await this.#execute(sql, `deleting from ${this.#shown()}`)
    }
  }

  /** Deletes the rows that are no newer than the operations. @throws StoreError */
  async deleteOlder(guarded: readonly Guarded<unknown>[], order: VersionOrder): Promise<void> {
    const terms = guarded.map(({ operation }) => ({
      literals: this.#key.literals(operation.key ?? []),
      version: order.literal(operation.version),
    }))
    for (const batch of keyBatches(terms)) {
      const sql = deleteOlder(this.#table, this.#names(), order.column.name, batch)
      await this.#execute(sql, `deleting older rows from ${this.#shown()}`)
    }
  }

  /**
   * Which rows exist, by the groups of their keys; with an order their versions as text, else null.
   * @param keyed none of them may be the same key as another. @throws StoreError
   */
  async find(
    keyed: readonly Keyed[],
    order: VersionOrder | null,
  ): Promise<ReadonlyMap<string, string | null>> {
    const asked = new Set(keyed.map(({ key }) => this.#key.identify(key).group))
    const found = new Map<string, string | null>()
    const columns = this.#key.columns.map(selected)
    const version = order === null ? null : selected(order.column)
    for (const batch of this.#batches(keyed)) {
      const sql = selectKeys(this.#table, columns, version, batch)
      const doing = `looking up keys in ${this.#shown()}`
      const rows = await withoutEcho(doing, () =>
        this.#connection.select(sql, doing, this.#remainingMs),
      )
      for (const row of rows) {
        found.set(this.#groupOf(row, asked), row.version ?? null)
      }
    }
    return found
  }

  async #execute(sql: string, doing: string): Promise<void> {
    await withoutEcho(doing, () => this.#connection.execute(sql, doing, this.#remainingMs))
  }

  *#batches(keyed: readonly Keyed[]): Generator<readonly KeyLiterals[]> {
    const terms = new Map<string, { readonly literals: KeyLiterals }>()
    for (const { key } of keyed) {
      terms.set(this.#key.identify(key).exact, { literals: this.#key.literals(key) })
    }
    for (const batch of keyBatches([...terms.values()])) yield batch.map(({ literals }) => literals)
  }

  #groupOf(row: TextRow, asked: ReadonlySet<string>): string {
    const texts = this.#key.columns.map((column, at) => textOf(row[`k${at}`] ?? '', column))
    const { group } = this.#key.identifySelected(texts)
    if (asked.has(group)) return group
    throw new StoreError(
      'ERR_STORE_PERMANENT',
      `Table ${this.#shown()} takes keys for the same that the sink does not know to be: by the collation of a key column. ` +
        'Give its texts the collation utf8mb4_bin.',
      { transient: false, coordinates: { table: this.#table } },
    )
  }

  #names(): readonly string[] {
    return this.#key.columns.map(({ name }) => name)
  }

  #shown(): string {
    return JSON.stringify(this.#table)
  }
}

function selected(column: Column): SelectedColumn {
  if (column.kind === 'binary') return { name: column.name, as: 'hex' }
  return { name: column.name, as: isSingle(column) ? 'double' : 'text' }
}

function textOf(text: string, { kind }: Column): string {
  return kind === 'binary' ? Buffer.from(text, 'hex').toString('base64') : text
}
