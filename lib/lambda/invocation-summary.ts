import { SinkError } from '../errors.ts'
import type { Batch } from '../kafka/record.ts'
import type { Log } from './log.ts'

/** What the sink made of an event, as far as the log tells it. */
interface Delivered {
  readonly totals: {
    readonly written: number
    readonly filtered: number
    readonly repeated: number
    readonly deadLettered: number
    readonly held: number
  }
  readonly tables: readonly string[]
  readonly retries: number
  readonly failure: SinkError | null
}

/** Gathers what one invocation comes to, and writes its one line when it ends or fails. */
export function summarize(log: Log, requestId: string, now: () => number) {
  const startedAt = now()
  let counts = {
    delivered: 0,
    written: 0,
    filtered: 0,
    repeated: 0,
    deadLettered: 0,
    topicPartitions: 0,
    tables: 0,
    retries: 0,
  }
  const line = () => ({ requestId, durationMs: now() - startedAt, ...counts })
  return {
    delivered(batches: readonly Batch[]): void {
      counts = {
        ...counts,
        delivered: batches.reduce((sum, { records }) => sum + records.length, 0),
        topicPartitions: batches.length,
      }
    },

    /** What precedes a bad record is committed: its counts stand in the line of the failure, too. */
    ended({ totals, tables, retries, failure }: Delivered): void {
      const { held, ...became } = totals
      counts = { ...counts, ...became, tables: tables.length, retries }
      if (failure !== null) return
      const outcome =
        counts.delivered === 0
          ? 'empty'
          : counts.repeated === counts.delivered
            ? 'repeated'
            : 'committed'
      log.invocation({ outcome, message: MESSAGES[outcome], ...line() })
    },

    /** Some topic-partitions are reported to Lambda for redelivery, the others are committed. */
    partly(error: SinkError): void {
      log.invocation({ outcome: 'partial', ...described(error), ...line() })
    },

    failed(error: unknown): void {
      log.invocation({ outcome: 'failed', ...described(error), ...line() })
    },
  }
}

function described(error: unknown) {
  return {
    message: error instanceof Error ? error.message : String(error),
    ...(error instanceof SinkError ? { errorCode: error.code } : {}),
  }
}

const MESSAGES = {
  empty: 'The event holds no records.',
  repeated: 'Every record was committed by an earlier delivery; nothing was written.',
  committed: 'Rows and ledger are committed.',
} as const
