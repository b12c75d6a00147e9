import { EMPTY_TAIL, type Tail } from '../../../lib/singlestore/ledger/claim.ts'
import type { LedgerRow } from './ledger-row.ts'
import type { Rules } from './rules.ts'

/** A place in the ledger: what is committed there, and what one open transaction makes of it. */
export interface Place {
  committed: LedgerRow | null
  pending: { readonly by: Transaction; readonly row: LedgerRow | null } | null
}

/** What one open transaction has done to the table of rows: offsets added and taken away. */
export interface Transaction {
  readonly data: Map<string, number>
}

export interface Visible {
  readonly place: Place
  readonly row: LedgerRow
}

/** `blocked`: another open transaction holds the row; the statement is to be tried again. */
export type Answer = 'done' | 'taken' | 'blocked'

/**
 * One ledger and one table of rows on a server that knows READ COMMITTED only: a statement sees what is committed when it
 * runs, and what its own transaction did. Whoever writes a row holds it until the transaction ends.
 */
export class DatabaseModel {
  /** The server's clock in milliseconds. */
  now = 0
  readonly #rules: Rules
  #places: Place[] = []
  readonly #data = new Map<string, number>()

  constructor(rules: Rules) {
    this.#rules = rules
  }

  begin(): Transaction {
    return { data: new Map() }
  }

  insert(by: Transaction, row: LedgerRow): Answer {
    for (const { committed, pending } of this.#rules.uniqueKey ? this.#places : []) {
      if (!isAt(row, committed) && !isAt(row, pending?.row ?? null)) continue
      if (pending !== null && pending.by !== by) return 'blocked'
      if (pending === null || pending.row !== null) return 'taken'
    }
    this.#places.push({ committed: null, pending: { by, row } })
    return 'done'
  }

  /** Updates a row, or deletes it where `row` is null; a row that is gone is left so, as a server does. */
  replace(by: Transaction, place: Place, row: LedgerRow | null): Answer {
    if (place.pending !== null && place.pending.by !== by) return 'blocked'
    const current = place.pending === null ? place.committed : place.pending.row
    if (current !== null) place.pending = { by, row }
    return 'done'
  }

  /** @param by whose own changes are seen, too; null sees what is committed */
  rows(by: Transaction | null, partition: number): readonly Visible[] {
    return this.#places.flatMap((place) => {
      const own = by !== null && place.pending?.by === by
      const row = own ? (place.pending?.row ?? null) : place.committed
      return row?.partition === partition ? [{ place, row }] : []
    })
  }

  tail(partition: number): Tail {
    return this.rows(null, partition).reduce<Tail>(
      (last, { row }) => (row.sequence > last.sequence ? row : last),
      EMPTY_TAIL,
    )
  }

  /** Adds the row of a record (1), or takes it away (-1). */
  write(by: Transaction, partition: number, offset: number, change: 1 | -1): void {
    const key = dataKey(partition, offset)
    by.data.set(key, (by.data.get(key) ?? 0) + change)
  }

  /** How many committed rows a record has. */
  count(partition: number, offset: number): number {
    return this.#data.get(dataKey(partition, offset)) ?? 0
  }

  commit(transaction: Transaction): void {
    for (const place of this.#places) {
      if (place.pending?.by !== transaction) continue
      place.committed = place.pending.row
      place.pending = null
    }
    for (const [key, change] of transaction.data) {
      // Who deletes a row that is gone deletes none.
      this.#data.set(key, Math.max(0, (this.#data.get(key) ?? 0) + change))
    }
    this.#sweep()
  }

  rollBack(transaction: Transaction): void {
    for (const place of this.#places) {
      if (place.pending?.by === transaction) place.pending = null
    }
    this.#sweep()
  }

  #sweep(): void {
    this.#places = this.#places.filter(
      ({ committed, pending }) => committed !== null || pending !== null,
    )
  }
}

function isAt(wanted: LedgerRow, row: LedgerRow | null): boolean {
  return row !== null && row.partition === wanted.partition && row.sequence === wanted.sequence
}

function dataKey(partition: number, offset: number): string {
  return `${partition}:${offset}`
}
