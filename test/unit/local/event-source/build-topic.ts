import type { PolledRecord, TopicLog } from '../../../../infra/local/event-source/topic-log.ts'

/** The topic `t` with so many small records in each partition, offsets from 0, timestamps a second apart. */
export function topicOf(...counts: readonly number[]): TopicLog {
  return {
    topic: 't',
    partitions: counts.map((count, partition) => ({
      partition,
      records: Array.from({ length: count }, (_, offset) => ({
        offset,
        timestamp: offset * 1000,
        key: null,
        value: Buffer.from(`${partition}/${offset}`),
        headers: [],
      })),
    })),
  }
}

/** All records of a topic, partition after partition. */
export function recordsOf({ topic, partitions }: TopicLog): readonly PolledRecord[] {
  return partitions.flatMap(({ partition, records }) =>
    records.map((record) => ({ topic, partition, record })),
  )
}

/** `partition/offset`, which names a record within its topic. */
export function nameOf({ partition, record }: PolledRecord): string {
  return `${partition}/${record.offset}`
}
