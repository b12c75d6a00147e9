import { planAdoption } from '../../../lib/ledger/plan-adoption.ts'
import { planCompaction } from '../../../lib/ledger/plan-compaction.ts'
import type { LedgerRow as RangeRow } from '../../../lib/singlestore/ledger/ledger-maintenance-row.ts'
import { insertRows, type Steps, type Surroundings, waited } from './actor.ts'
import type { Transaction, Visible } from './database-model.ts'
import { rowOfMaintenance } from './ledger-row.ts'

const FLOOR_MS = 24 * 3_600_000
const PAGES = 5
const PAGE_ROWS = 4
const MERGES_PER_TRANSACTION = 2

/** Merges adjacent ranges of old rows in pages, then deletes old rows without a range; looks first, and claims where there is something to do. */
export function* compaction(partition: number, around: Surroundings): Steps<void> {
  const { database, rules, tell } = around
  yield 'statement'
  const below = database.tail(partition).sequence
  const settled = (by: Transaction | null) =>
    database
      .rows(by, partition)
      .filter(
        ({ row }) =>
          row.sequence < below &&
          (!rules.youngRowsStay || row.createdAt <= database.now - FLOOR_MS),
      )

  let from: number | null = 0
  for (let page = 0; page < PAGES && from !== null; page += 1) {
    const start: number = from
    yield 'statement'
    let { plan } = planPage(settled(null), start)
    if (plan.merges.length > 0) {
      yield* maintain(partition, rules.compactionClaims, around, function* (transaction) {
        const certain = planPage(settled(transaction), start)
        plan = certain.plan
        for (const { kept, removed, ...range } of plan.merges) {
          const records = removed.reduce((sum, row) => sum + row.records, kept.records)
          const survivor = certain.visible.get(kept)
          if (survivor === undefined) return false
          for (const row of removed) {
            const gone = certain.visible.get(row)
            if (gone === undefined) return false
            if (!(yield* written(transaction, gone, null))) return false
          }
          const merged = { ...survivor.row, range: { ...range, records } }
          if (!(yield* written(transaction, survivor, merged))) return false
          tell('merged')
        }
        return true
      })
    }
    from = plan.next
  }

  const voids = (by: Transaction | null) =>
    settled(by)
      .filter(({ row }) => row.range === null)
      .slice(0, PAGE_ROWS)
  yield 'statement'
  if (voids(null).length < 2) return
  yield* maintain(partition, rules.compactionClaims, around, function* (transaction) {
    for (const voided of voids(transaction)) {
      if (!(yield* written(transaction, voided, null))) return false
      tell('deleted a void')
    }
    return true
  })

  function* written(
    by: Transaction,
    { place }: Visible,
    row: Visible['row'] | null,
  ): Steps<boolean> {
    return (yield* waited(() => database.replace(by, place, row))) === 'done'
  }
}

function planPage(rows: readonly Visible[], from: number) {
  const visible = new Map<RangeRow, Visible>()
  for (const one of rows) {
    const { range, sequence } = one.row
    if (range === null || range.last < from) continue
    const account = { count: range.records, filtered: 0, deadLettered: 0 }
    const settled = range.firstTimestamp !== null
    visible.set({ ...range, ...account, sequence, settled, aged: false }, one)
  }
  const page = [...visible.keys()].toSorted((a, b) => a.last - b.last).slice(0, PAGE_ROWS)
  return { visible, plan: planCompaction(page, PAGE_ROWS, MERGES_PER_TRANSACTION) }
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
    yield 'statement'
    const left = database.rows(transaction, partition)
    const highOffset = Math.max(-1, ...left.map(({ row }) => row.range?.last ?? -1))
    const own = left.find(({ place }) => place.pending?.by === transaction && !place.committed)
    if (own !== undefined) database.replace(transaction, own.place, { ...own.row, highOffset })
    return true
  })
}

/** Takes over from another sink what it has written up to an offset; its rows come with it. */
export function* adoption(
  partition: number,
  last: number,
  around: Surroundings & { readonly log: readonly (readonly number[])[] },
): Steps<void> {
  const { database, rules, log, tell } = around
  yield* maintain(partition, rules.adoptionClaims, around, function* (transaction) {
    const touched = database
      .rows(transaction, partition)
      .flatMap(({ row: { range } }) => (range !== null && range.first <= last ? [range] : []))
      .map((range) => ({ ...range, adopted: range.firstTimestamp === null }))
      .toSorted((a, b) => a.last - b.last)
    const plan = planAdoption(last, touched)
    if (plan.kind !== 'new' && plan.kind !== 'extended') return false
    yield 'statement'
    const { row, place } = ownRow(partition, around, transaction)
    const range = {
      ...{ ...plan.range, records: plan.range.last - plan.range.first + 1 },
      ...{ firstTimestamp: null, lastTimestamp: null, minTimestamp: -1, maxTimestamp: Infinity },
    }
    const adopted = { ...row, range, highOffset: Math.max(row.highOffset, last) }
    const write = () =>
      place === null
        ? database.insert(transaction, adopted)
        : database.replace(transaction, place, adopted)
    if ((yield* waited(write)) !== 'done') return false
    for (const offset of log[partition] ?? []) {
      if (offset < range.first || offset > range.last) continue
      database.write(transaction, partition, offset, 1)
    }
    tell('adopted')
    return true
  })
}

/** The row that our claim has inserted, or one that is made up where nobody claimed. */
function ownRow(partition: number, { database }: Surroundings, by: Transaction) {
  const own = database
    .rows(by, partition)
    .find(({ place }) => place.pending?.by === by && !place.committed)
  return (
    own ?? { row: rowOfMaintenance(partition, database.tail(partition), database.now), place: null }
  )
}

/** A transaction of maintenance: claims the next sequence, and reads only then. Where somebody was first, it does nothing. */
function* maintain(
  partition: number,
  claims: boolean,
  { database, session }: Surroundings,
  work: (transaction: Transaction) => Steps<boolean>,
): Steps<void> {
  yield 'statement'
  const tail = database.tail(partition)
  yield 'statement'
  const transaction = database.begin()
  session.transaction = transaction
  const row = rowOfMaintenance(partition, tail, database.now)
  let goesOn = !claims || (yield* insertRows(database, transaction, [row])) === 'done'
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
