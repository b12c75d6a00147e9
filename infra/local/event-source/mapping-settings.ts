import { PAYLOAD_LIMIT_BYTES } from './batch-limits.ts'
import type { NullForm } from './record-json.ts'

/** Where records go that Lambda gives up; without one it drops them. */
export type Destination =
  | { readonly kind: 's3' }
  /**
   * `documented` writes one message per record under the record's own key, `observed` one message per batch under a key of
   * Lambda's; the names of the conditions differ, too.
   * Source: AWS Lambda Developer Guide, "Using a Kafka topic as an on-failure destination", and reports from real clusters.
   */
  | {
      readonly kind: 'kafka'
      readonly topic: string
      readonly manner: 'documented' | 'observed'
    }

/** Every knob of an event source mapping, and of what AWS leaves open about it. */
export interface MappingSettings {
  /** `BatchSize`: records of one event, 1 to 10 000. Default 100. */
  readonly batchSize: number
  /** `MaximumBatchingWindowInSeconds`, as log time that one batch may span; infinite reads a backlog. Default 500 ms. */
  readonly windowMs: number
  /** Bytes of a whole event; cannot be changed in Lambda. Default 6 MiB. */
  readonly payloadBytes: number
  /** `MaximumRetryAttempts`: deliveries after the first; -1 is without end, 10 where there is a destination. Default -1. */
  readonly maximumRetryAttempts: number
  /** `MaximumRecordAgeInSeconds`: older records are given up instead of sent; -1 is without limit. Default -1. */
  readonly maximumRecordAgeInSeconds: number
  /** `BisectBatchOnFunctionError`: a batch that failed whole comes again in two halves. Default false. */
  readonly bisectBatchOnFunctionError: boolean
  /** `FunctionResponseTypes`: without `ReportBatchItemFailures` any answer is success. Default none. */
  readonly functionResponseTypes: readonly 'ReportBatchItemFailures'[]
  /** `DestinationConfig.OnFailure`. Default null: what is given up is dropped. */
  readonly onFailure: Destination | null
  /** Event pollers: members of the consumer group that share the partitions. Default 1, the least of provisioned mode. */
  readonly pollers: number
  /** Invocations of one poller at the same time, never two of one partition: 1 on demand (default), to 5 provisioned. */
  readonly invocationsPerPoller: number
  /** How a null key or value is written. Default `null`. */
  readonly nulls: NullForm
  /** What remains after a partial response comes again as an event of `records` and nothing else. Default true. */
  readonly remainderIsBare: boolean
  /** Most records that a poller reads from one partition in a row while it has others. Default 500, as Kafka's consumer. */
  readonly longestRun: number
}

/**
 * A mapping of which nothing is configured.
 *
 * Source: AWS Lambda Developer Guide, "Kafka event source mapping parameters" and "Configuring error handling controls".
 */
export const mappingDefaults: MappingSettings = {
  batchSize: 100,
  windowMs: 500,
  payloadBytes: PAYLOAD_LIMIT_BYTES,
  maximumRetryAttempts: -1,
  maximumRecordAgeInSeconds: -1,
  bisectBatchOnFunctionError: false,
  functionResponseTypes: [],
  onFailure: null,
  pollers: 1,
  invocationsPerPoller: 1,
  nulls: 'null',
  remainderIsBare: true,
  longestRun: 500,
}
