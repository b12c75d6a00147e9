import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { Batch, TopicPartition } from '../kafka/record.ts'

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

/**
 * Reports what did not commit: of each topic-partition with a fault, the record at it and every later one, for Lambda may
 * go on behind the records that are named.
 */
export function partialResponse(
  batches: readonly Batch[],
  faults: readonly (TopicPartition & { readonly offset: number })[],
): SinkResponse {
  const batchItemFailures = faults.flatMap((fault) =>
    batches
      .filter(({ topic, partition }) => topic === fault.topic && partition === fault.partition)
      .flatMap(({ records }) => records.filter(({ offset }) => offset >= fault.offset))
      .map(({ topic, partition, offset }) => ({
        itemIdentifier: { partition: formatTopicPartition({ topic, partition }), offset },
      })),
  )
  return { batchItemFailures }
}
