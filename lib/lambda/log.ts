import type { Context } from 'aws-lambda'
import { createEmbeddedMetrics, type MetricValues } from './embedded-metrics.ts'

/** Facts for a line of the log: coordinates and counts, never the contents of a record. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>> & {
  readonly level?: never
  readonly message?: never
}

/** The records of one topic-partition in an event; both offsets are among them. */
export interface DeliveredRange {
  readonly topic: string
  readonly partition: number
  readonly firstOffset: number
  readonly lastOffset: number
  readonly records: number
}

/** What one invocation came to. */
export interface InvocationSummary {
  readonly outcome: 'committed' | 'repeated' | 'empty' | 'partial' | 'failed'
  /** One sentence for a reader; of a failed invocation, the message of its error. */
  readonly message: string
  readonly errorCode?: string
  /** How many topic-partitions the event held and how many tables were written. */
  readonly topicPartitions: number
  readonly tables: number
  /** What was delivered; of many topic-partitions, the first ones. */
  readonly coordinates: readonly DeliveredRange[]
  /** The topic of all records; null where there are several, or none. */
  readonly topic: string | null
  readonly metrics: MetricValues
}

/** Writes JSON, one object a line. */
export interface Log {
  /** From here on each line names the request, and metrics stand under the name of the function. */
  begin(invocation: Pick<Context, 'awsRequestId' | 'functionName'>): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** The one line of an invocation, which CloudWatch reads as metrics at the same time. */
  invocation(summary: InvocationSummary): void
}

/**
 * Makes the log of one function; `sinkName` is null without a ledger. Two deployments may share it, but not the name of a
 * function: metrics stand under that, and under the sink's name where a function has none.
 * @param write takes one line with its line end
 */
export function createLog(sinkName: string | null, write: (line: string) => void): Log {
  let embed = createEmbeddedMetrics(sinkName)
  let request: { readonly requestId?: string } = {}
  const line = (level: 'info' | 'warn' | 'error', message: string, fields: object) =>
    write(`${JSON.stringify({ level, message, sink: sinkName, ...request, ...fields })}\n`)
  return {
    begin({ awsRequestId, functionName }) {
      request = { requestId: awsRequestId }
      if (functionName) embed = createEmbeddedMetrics(functionName)
    },
    info: (message, fields = {}) => line('info', message, fields),
    warn: (message, fields = {}) => line('warn', message, fields),
    error: (message, fields = {}) => line('error', message, fields),
    invocation({ message, topic, metrics, ...facts }) {
      const level = facts.outcome === 'failed' || facts.outcome === 'partial' ? 'error' : 'info'
      line(level, message, { ...facts, ...embed(metrics, topic) })
    },
  }
}
