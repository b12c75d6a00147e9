import type { Batch } from '../kafka/record.ts'
import { errorFacts } from './error-facts.ts'
import type { DeliveredRange, InvocationSummary, Log } from './log.ts'

/** What the sink made of an event, as far as the log tells it; complete when the sink is done with it, or has failed. */
interface Measured {
  readonly totals: {
    readonly written: number
    readonly filtered: number
    readonly repeated: number
    readonly deadLettered: number
  }
  readonly tables: readonly string[]
  readonly retries: number
  readonly ledgerConflicts: number
  readonly breakerOpen: boolean
  readonly done: {
    readonly loadedBytes: number
    readonly loadMs: number
    readonly commitMs: number
    readonly tablesCreated: number
    readonly columnsAdded: number
  }
  /** Milliseconds since the epoch. */
  readonly oldestTimestamp: number | null
}

/** More would make the line long. */
const MAX_COORDINATES = 20

/**
 * Writes the one line of an invocation when it has ended or failed.
 * @param measured is read then
 * @param now wall clock in milliseconds
 */
export function summarize(log: Log, now: () => number, measured: Measured) {
  const startedAt = now()
  let batches: readonly Batch[] = []
  const tell = (said: Pick<InvocationSummary, 'outcome' | 'message' | 'errorCode'>) =>
    log.invocation({
      ...said,
      topicPartitions: batches.length,
      tables: measured.tables.length,
      coordinates: batches.slice(0, MAX_COORDINATES).flatMap(deliveredRange),
      topic: onlyTopic(batches),
      metrics: metricValues(batches, measured, startedAt, now()),
    })
  return {
    delivered(of: readonly Batch[]): void {
      batches = of
    },

    committed(): void {
      const { written, filtered, repeated, deadLettered } = measured.totals
      const isNew = written + filtered + deadLettered > 0
      const outcome = isNew ? 'committed' : repeated > 0 ? 'repeated' : 'empty'
      tell({ outcome, message: MESSAGES[outcome] })
    },

    /** Some topic-partitions are reported to Lambda for redelivery, the others are committed. */
    partly(error: unknown): void {
      tell({ outcome: 'partial', ...errorFacts(error) })
    },

    failed(error: unknown): void {
      tell({ outcome: 'failed', ...errorFacts(error) })
    },
  }
}

function metricValues(
  batches: readonly Batch[],
  { totals, retries, ledgerConflicts, breakerOpen, done, oldestTimestamp }: Measured,
  startedAt: number,
  endedAt: number,
): InvocationSummary['metrics'] {
  const { written, filtered, repeated, deadLettered } = totals
  const delivered = batches.reduce((sum, { records }) => sum + records.length, 0)
  const held = delivered - written - filtered - repeated - deadLettered
  const { tablesCreated, columnsAdded, loadedBytes, loadMs, commitMs } = done
  return {
    ...{ delivered, written, filtered, repeated, deadLettered, held },
    ...{ retries, ledgerConflicts, tablesCreated, columnsAdded },
    breakerOpen: breakerOpen ? 1 : 0,
    ...{ loadedBytes, durationMs: endedAt - startedAt, loadMs, commitMs },
    // A producer's clock may be ahead.
    ageMs: oldestTimestamp === null ? null : Math.max(0, endedAt - oldestTimestamp),
  }
}

function deliveredRange({ topic, partition, records }: Batch): readonly DeliveredRange[] {
  const first = records[0]
  const last = records.at(-1)
  if (first === undefined || last === undefined) return []
  const offsets = { firstOffset: first.offset, lastOffset: last.offset }
  return [{ topic, partition, ...offsets, records: records.length }]
}

function onlyTopic(batches: readonly Batch[]): string | null {
  const [first] = batches
  if (first === undefined) return null
  return batches.every(({ topic }) => topic === first.topic) ? first.topic : null
}

const MESSAGES = {
  empty: 'The event holds no records.',
  repeated: 'Every record was committed by an earlier delivery; nothing was written.',
  committed: 'Rows and ledger are committed.',
} as const
