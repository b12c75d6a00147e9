/** What Lambda is to deliver again, from that record of its topic-partition on. */
export interface BatchItemFailure {
  readonly itemIdentifier: {
    /** The key of the `records` map, `topic-partition`; an unknown one makes Lambda repeat everything. */
    readonly partition: string
    readonly offset: number
  }
}

/**
 * The answer to an event source mapping. Lambda reads it only where the mapping has `ReportBatchItemFailures` and
 * provisioned mode; an empty list commits every offset of the event.
 * Source: AWS Lambda Developer Guide, "Kafka retry configurations".
 */
export interface SinkResponse {
  readonly batchItemFailures: readonly BatchItemFailure[]
}

/** Every delivered offset is accounted for in the database. */
export const allCommitted: SinkResponse = Object.freeze({ batchItemFailures: Object.freeze([]) })
