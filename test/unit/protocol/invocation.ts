import { EventError } from '../../../lib/errors.ts'
import type { Batch } from '../../../lib/kafka/record.ts'
import { type Remainder, subtract } from '../../../lib/kafka/subtract.ts'
import { claimSpans } from '../../../lib/singlestore/ledger/claim.ts'
import type { Tails } from '../../../lib/singlestore/ledger/tails.ts'
import { insertRows, type Steps, type Surroundings } from './actor.ts'
import type { DatabaseModel } from './database-model.ts'
import { rowOfClaim } from './ledger-row.ts'
import { checkCommitted, Violation } from './violation.ts'

const TRIES = 5

interface InContainer extends Surroundings {
  /** What the container remembers. */
  readonly tails: Tails
}

/** One event in a container: subtract, claim, load, commit, and again where another was first. @returns whether it was acknowledged */
export function* invocation(batches: readonly Batch[], around: InContainer): Steps<boolean> {
  const { database, rules, tails, session, tell } = around
  for (let tried = 0; tried < TRIES; tried += 1) {
    const remainders = yield* remaindersOf(batches, around)
    const working = batches.filter((_, index) => remainders[index]?.spans.length !== 0)
    const claims = batches.flatMap((batch, index) =>
      claimSpans(remainders[index]?.spans ?? [], tails.get(batch)),
    )
    if (claims.length === 0) {
      tell('repeated')
      return true
    }

    const transaction = database.begin()
    session.transaction = transaction
    const rows = claims.map((claim) => rowOfClaim(claim, database.now))
    const answer = yield* insertRows(database, transaction, rows)
    if (answer !== 'done') {
      tell(answer === 'taken' ? 'collided' : 'gave up waiting')
      database.rollBack(transaction)
      session.transaction = null
      tails.clear()
      continue
    }
    yield 'statement'
    for (const { span } of claims) {
      for (const { offset } of span.records) database.write(transaction, span.partition, offset, 1)
    }

    if ((yield 'commit') === 'no answer') {
      if (!rules.unknownCommitsAreAsked) {
        for (const batch of working) checkCommitted(database, batch)
        return true
      }
      tails.clear()
      continue
    }
    database.commit(transaction)
    session.transaction = null
    tell('committed')
    tails.remember(claims)
    for (const batch of working) checkCommitted(database, batch)
    return true
  }
  return false
}

/** What is not committed yet, as the product reads it: memory first, then the tails, then the ranges. */
function* remaindersOf(
  batches: readonly Batch[],
  { database, rules, tails }: InContainer,
): Steps<readonly Remainder[]> {
  const unknown = batches.filter((batch) => !tails.knows(batch))
  const readTails = function* (): Steps<void> {
    if (unknown.length === 0) return
    yield 'statement'
    for (const batch of unknown) tails.set(batch, database.tail(batch.partition))
  }
  if (rules.tailBeforeRanges) yield* readTails()

  const overlapping = batches.filter(
    (batch) =>
      !rules.tailBeforeRanges || (batch.records[0]?.offset ?? 0) <= tails.get(batch).highOffset,
  )
  if (overlapping.length > 0) yield 'statement'
  const remainders = batches.map((batch) => {
    const remainder = subtracted(batch, overlapping.includes(batch) ? database : null)
    if (remainder.spans.length === 0) checkCommitted(database, batch)
    return remainder
  })
  if (!rules.tailBeforeRanges) yield* readTails()
  return remainders
}

/** @param database where the ranges are to be read from */
function subtracted(batch: Batch, database: DatabaseModel | null): Remainder {
  const first = batch.records[0]?.offset ?? 0
  const last = batch.records.at(-1)?.offset ?? -1
  const ranges = (database?.rows(null, batch.partition) ?? []).flatMap(({ row: { range } }) =>
    range !== null && range.last >= first && range.first <= last ? [range] : [],
  )
  try {
    return subtract(batch, ranges)
  } catch (error) {
    if (!(error instanceof EventError)) throw error
    throw new Violation('refused', error.message)
  }
}
