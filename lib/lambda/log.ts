import { embeddedMetrics } from './embedded-metrics.ts'

/** Facts for a line of the log: coordinates and counts, never the contents of a record. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>> & {
  readonly level?: never
  readonly message?: never
}

/** What one invocation came to. */
export interface InvocationSummary {
  readonly outcome: 'committed' | 'repeated' | 'empty' | 'partial' | 'failed'
  /** One sentence for a reader; of a failed invocation, the message of its error. */
  readonly message: string
  readonly requestId: string
  /** Records; delivered = written + filtered + repeated + deadLettered where nothing failed. */
  readonly delivered: number
  readonly written: number
  readonly filtered: number
  readonly repeated: number
  readonly deadLettered: number
  /** How many topic-partitions the event held and how many tables were written. */
  readonly topicPartitions: number
  readonly tables: number
  /** Further tries of the transaction. */
  readonly retries: number
  readonly durationMs: number
  readonly errorCode?: string
}

/** Writes JSON, one object a line. */
export interface Log {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** The one line of an invocation, which CloudWatch reads as metrics at the same time. */
  invocation(summary: InvocationSummary): void
}

/** What a log stands on. */
export interface LogDoors {
  /** Takes one line with its line end; standard output in Lambda. */
  readonly write: (line: string) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Makes the log of one sink; `sinkName` is null without a ledger. */
export function createLog(sinkName: string | null, { write, now }: LogDoors): Log {
  const line = (level: 'info' | 'warn' | 'error', message: string, fields: object) =>
    write(`${JSON.stringify({ level, message, sink: sinkName, ...fields })}\n`)
  return {
    info: (message, fields = {}) => line('info', message, fields),
    warn: (message, fields = {}) => line('warn', message, fields),
    invocation: ({ message, ...facts }) => {
      const level = facts.outcome === 'failed' || facts.outcome === 'partial' ? 'error' : 'info'
      line(level, message, { ...facts, ...embeddedMetrics(sinkName, now()) })
    },
  }
}
