import { formatRange, formatTopicPartition } from '../kafka/offset-range.ts'
import type { TopicPartition } from '../kafka/record.ts'
import { findLedger } from '../singlestore/ledger/ledger-maintenance.ts'
import { adoptRange, readTouched } from '../singlestore/ledger/ledger-maintenance-adopt.ts'
import { ensureLedger } from '../singlestore/ledger/ledger-table.ts'
import type { RemainingMs } from '../singlestore/session/connection.ts'
import { claimed, unclaimed } from './claimed.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { AdoptRequest } from './ledger-request.ts'
import type { MaintenanceParts } from './maintenance-parts.ts'
import {
  type Adoption,
  type Doubt,
  judgeWritten,
  planAdoption,
  type Written,
} from './plan-adoption.ts'

/** What of one topic-partition is, or would be, taken over from another sink. */
export interface Adopted extends TopicPartition {
  /** What its consumer group has committed: the offset it would read next. */
  readonly committed: number | null
  /** `extended`: a part was adopted before. `already`: all of it was. */
  readonly state: Adoption['kind']
  /** The offsets that this request adds to the ledger. */
  readonly first: number | null
  readonly last: number | null
  readonly doubt: Doubt | null
  /** Why it was refused. */
  readonly reason: string | null
}

export interface AdoptionFacts {
  readonly adopted: readonly Adopted[]
  /** Nothing was changed: `adopted` is what would be. */
  readonly dryRun: boolean
  /** The consumer group, where it was described. */
  readonly group: string | null
  readonly notes: readonly string[]
}

/**
 * Takes what another sink has written of a topic into the ledger, so that it is not written again when it is delivered. Only what is
 * certain is taken; what is not is reported. Each topic-partition is a transaction of its own, which claims first, and doing it twice
 * changes nothing.
 * @throws EventError for a metadata table that is none; StoreError
 */
export async function adoptTopic(
  request: AdoptRequest,
  parts: MaintenanceParts,
  remainingMs: RemainingMs,
): Promise<AdoptionFacts> {
  const { sessions, ledger } = parts
  const database = await sessions.database()
  const evidence = await gatherEvidence(request, parts, remainingMs)
  const dryRun = request.confirm !== request.topic
  let exists = await findLedger(
    await sessions.dml(remainingMs),
    database,
    ledger.table,
    remainingMs,
  )
  if (!dryRun && !exists) {
    await ensureLedger(await sessions.ddl(remainingMs), database, ledger.table, remainingMs)
    exists = true
  }
  const adopted: Adopted[] = []
  for (const of of evidence) {
    const written = judgeWritten(of)
    const { topic, partition, committed } = of.group
    const adoption =
      exists && written.last >= 0
        ? await adoptPartition({ topic, partition }, written.last, dryRun, parts, remainingMs)
        : planAdoption(written.last, [])
    adopted.push({ topic, partition, committed, ...outcome(written, adoption) })
  }
  return { adopted, dryRun, group: request.group, notes: notes(request, adopted, dryRun) }
}

/** Looks before it claims: what is there already costs no sequence. */
async function adoptPartition(
  of: TopicPartition,
  last: number,
  dryRun: boolean,
  parts: MaintenanceParts,
  remainingMs: RemainingMs,
): Promise<Adoption> {
  const offsets = { first: 0, last }
  const seen = await unclaimed(of, parts, remainingMs, async (ledger) =>
    planAdoption(last, await readTouched(ledger, offsets)),
  )
  if (dryRun || (seen.kind !== 'new' && seen.kind !== 'extended')) return seen
  await claimed(of, parts, remainingMs, async (ledger, tail) => {
    const certain = planAdoption(last, await readTouched(ledger, offsets))
    if (certain.kind === 'new' || certain.kind === 'extended') {
      await adoptRange(ledger, tail, certain.range, parts.now())
    }
  })
  return await unclaimed(of, parts, remainingMs, async (ledger) => {
    const after = planAdoption(last, await readTouched(ledger, offsets))
    return after.kind === 'already' ? seen : after
  })
}

function outcome({ doubt, refused }: Written, adoption: Adoption) {
  const range = 'range' in adoption ? adoption.range : null
  const reason =
    adoption.kind === 'refused'
      ? `the ledger holds ${adoption.by.slice(0, 3).map(formatRange).join(' ')} of these offsets already, which this sink has written itself`
      : refused
  return {
    state: refused === null ? adoption.kind : ('refused' as const),
    first: range?.first ?? null,
    last: range?.last ?? null,
    doubt,
    reason,
  }
}

function notes(
  { topic, metadataTable, group }: AdoptRequest,
  adopted: readonly Adopted[],
  dryRun: boolean,
): readonly string[] {
  const inDoubt = adopted.filter(({ doubt }) => doubt !== null)
  return [
    ...(dryRun
      ? [`Nothing was changed. To adopt this, add "confirm": ${JSON.stringify(topic)}.`]
      : []),
    ...(inDoubt.length > 0
      ? [
          `In doubt: ${inDoubt.map(formatTopicPartition).join(', ')}. What was written there and is not adopted will be written twice; what is adopted and was not written is lost. ` +
            'Compare with the tables, by a unique key or a column of offsets, and say which offset was the last that was written: "through": {"PARTITION": OFFSET}.',
        ]
      : []),
    ...(metadataTable === null
      ? [
          'No metadata table was looked at: this is all that was written only if the connector was stopped in order and has committed its offsets since its last put.',
        ]
      : []),
    ...(group === null
      ? []
      : [
          `Let the event source mapping go on in the same consumer group: ConsumerGroupId ${JSON.stringify(group)}.`,
        ]),
  ]
}
