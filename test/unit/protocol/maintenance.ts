import type { CommittedRange } from '../../../lib/kafka/committed-range.ts'
import { insertRows, type Steps, type Surroundings, waited } from './actor.ts'
import type { Transaction, Visible } from './database-model.ts'
import { type LedgerRow, rowOfMaintenance } from './ledger-row.ts'

const FLOOR_MS = 24 * 3_600_000
const PAGES = 4
const ROWS_OF_A_PAGE = 4

/** Merges adjacent ranges of old rows, and deletes old rows that account for nothing, in pages of a transaction each. */
export function* compaction(partition: number, around: Surroundings): Steps<void> {
  const { database, rules, tell } = around
  let from = 0
  for (let page = 0; page < PAGES; page += 1) {
    yield* maintain(partition, rules.compactionClaims, around, function* (transaction) {
      const rows = database.rows(transaction, partition)
      const newest = Math.max(...rows.map(({ row }) => row.sequence))
      const old = rows.filter(
        ({ row }) =>
          row.sequence !== newest &&
          (!rules.youngRowsStay || row.createdAt <= database.now - FLOOR_MS),
      )
      const pageOfRows = old
        .filter(({ row }) => row.range !== null && row.range.last >= from)
        .toSorted((a, b) => (a.row.range?.first ?? 0) - (b.row.range?.first ?? 0))
        .slice(0, ROWS_OF_A_PAGE)
      for (const run of adjacent(pageOfRows)) {
        from = run[0]?.row.range?.first ?? from
        const [survivor, ...others] = run.toSorted((a, b) => a.row.sequence - b.row.sequence)
        if (survivor === undefined || others.length === 0) continue
        tell('merged')
        if (!(yield* replaced(transaction, survivor, mergedRow(run, survivor.row)))) return false
        for (const other of others) {
          if (!(yield* replaced(transaction, other, null))) return false
        }
      }
      for (const voided of old.filter(({ row }) => row.range === null).slice(0, ROWS_OF_A_PAGE)) {
        if (!(yield* replaced(transaction, voided, null))) return false
      }
      return true
    })
  }

  function* replaced(by: Transaction, { place }: Visible, row: LedgerRow | null): Steps<boolean> {
    return (yield* waited(() => database.replace(by, place, row))) === 'done'
  }
}

/** Forgets the ranges that overlap these offsets, together with their rows, so that they can be delivered again. */
export function* forgetting(
  partition: number,
  { first, last }: { readonly first: number; readonly last: number },
  around: Surroundings & { readonly log: readonly (readonly number[])[] },
): Steps<void> {
  const { database, rules, log, tell } = around
  yield* maintain(partition, rules.forgettingClaims, around, function* (transaction) {
    for (const { place, row } of database.rows(transaction, partition)) {
      const { range } = row
      if (range === null || range.last < first || range.first > last) continue
      const emptied = rules.forgettingVoids ? { ...row, range: null } : null
      if ((yield* waited(() => database.replace(transaction, place, emptied))) !== 'done') {
        return false
      }
      for (const offset of log[partition] ?? []) {
        if (offset < range.first || offset > range.last) continue
        database.write(transaction, partition, offset, -1)
      }
      tell('forgot')
    }
    return true
  })
}

/** A transaction of maintenance: claims the next sequence, and reads only then. Whoever was first is left alone. */
function* maintain(
  partition: number,
  claims: boolean,
  { database, session }: Surroundings,
  work: (transaction: Transaction) => Steps<boolean>,
): Steps<void> {
  yield 'statement'
  const transaction = database.begin()
  session.transaction = transaction
  let goesOn = true
  if (claims) {
    const row = rowOfMaintenance(partition, database.tail(partition), database.now)
    goesOn = (yield* insertRows(database, transaction, [row])) === 'done'
  }
  if (goesOn) {
    yield 'statement'
    goesOn = yield* work(transaction)
  }
  if (goesOn) {
    if ((yield 'commit') === 'no answer') return
    database.commit(transaction)
  } else {
    database.rollBack(transaction)
  }
  session.transaction = null
}

/** Runs of rows of which each begins where the one before it ends. */
function adjacent(rows: readonly Visible[]): readonly (readonly Visible[])[] {
  const runs: Visible[][] = []
  for (const visible of rows) {
    const run = runs.at(-1)
    if (run?.at(-1)?.row.range?.last === (visible.row.range?.first ?? 0) - 1) run?.push(visible)
    else runs.push([visible])
  }
  return runs
}

function mergedRow(run: readonly Visible[], survivor: LedgerRow): LedgerRow {
  const ranges = run.flatMap(({ row }) => (row.range === null ? [] : [row.range]))
  return {
    ...survivor,
    range: ranges.reduce(mergedRange),
    highOffset: Math.max(...run.map(({ row }) => row.highOffset)),
  }
}

function mergedRange(one: CommittedRange, next: CommittedRange): CommittedRange {
  return {
    first: one.first,
    last: next.last,
    records: one.records + next.records,
    firstTimestamp: one.firstTimestamp,
    lastTimestamp: next.lastTimestamp,
    minTimestamp: Math.min(one.minTimestamp, next.minTimestamp),
    maxTimestamp: Math.max(one.maxTimestamp, next.maxTimestamp),
  }
}
