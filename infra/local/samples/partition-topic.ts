import type { Random } from '../event-source/random.ts'
import type { LogRecord, TopicLog } from '../event-source/topic-log.ts'

/** A record before the broker has given it an offset. */
export type Message = Omit<LogRecord, 'offset'> & { readonly partition: number }

/** How often a transaction marker, or a record that compaction removed, leaves a gap. */
const GAP_CHANCE = 0.02

/** Lays messages into the logs of a topic as a broker does, with gaps in the offsets here and there. */
export function partitionTopic(
  topic: string,
  partitions: number,
  messages: Iterable<Message>,
  random: Random,
): TopicLog {
  const logs = Array.from({ length: partitions }, (_, partition) => ({
    partition,
    records: [] as LogRecord[],
    next: 0,
  }))
  for (const { partition, ...message } of messages) {
    const log = logs[partition]
    if (log === undefined) throw new RangeError(`Topic ${topic} has no partition ${partition}.`)
    if (random.fraction() < GAP_CHANCE) log.next += random.integer(1, 3)
    log.records.push({ offset: log.next, ...message })
    log.next += 1
  }
  return {
    topic,
    partitions: logs.map(({ partition, records }) => ({ partition, records })),
  }
}
