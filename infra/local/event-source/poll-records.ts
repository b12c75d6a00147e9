import { indexAt } from './index-at.ts'
import type { Random } from './random.ts'
import type { PolledRecord, TopicLog } from './topic-log.ts'

/** A fetch returns runs of one partition; Kafka's consumer hands out up to 500 records at a time. */
const LONGEST_RUN = 500

/**
 * Reads the given partitions of a topic to their ends: each in offset order, between them in random runs.
 *
 * @param nextOffset the lowest offset of a partition that is still to be delivered
 */
export function* pollRecords(
  { topic, partitions }: TopicLog,
  group: readonly number[],
  nextOffset: (partition: number) => number,
  random: Random,
  longestRun = LONGEST_RUN,
): Generator<PolledRecord> {
  const open = partitions
    .filter(({ partition }) => group.includes(partition))
    .map(({ partition, records }) => {
      return { partition, records, next: indexAt(records, nextOffset(partition)) }
    })
    .filter(({ records, next }) => next < records.length)
  while (open.length > 0) {
    const index = random.integer(0, open.length - 1)
    const cursor = open[index]
    if (cursor === undefined) break
    const end = Math.min(cursor.next + random.integer(1, longestRun), cursor.records.length)
    for (const record of cursor.records.slice(cursor.next, end)) {
      yield { topic, partition: cursor.partition, record }
    }
    cursor.next = end
    if (end === cursor.records.length) open.splice(index, 1)
  }
}
