import fc from 'fast-check'
import type { LogRecord, TopicLog } from '../../../../infra/local/event-source/topic-log.ts'

const bytes = fc.uint8Array({ maxLength: 60 })
const bytesOrNull = fc.option(bytes, { freq: 5 })

const record = fc.record({
  gap: fc.integer({ min: 1, max: 5 }),
  timestamp: fc.integer({ min: -1, max: 5000 }),
  key: bytesOrNull,
  value: bytesOrNull,
  headers: fc.array(fc.record({ name: fc.string(), value: bytesOrNull }), { maxLength: 2 }),
})

const log = fc.array(record, { maxLength: 40 }).map((drawn): readonly LogRecord[] => {
  let offset = -1
  return drawn.map(({ gap, ...rest }) => {
    offset += gap
    return { offset, ...rest }
  })
})

/** Topics with up to four partitions, gaps in the offsets, nulls, empty bytes and timestamps out of order. */
export const arbitraryTopic: fc.Arbitrary<TopicLog> = fc
  .record({
    topic: fc.string({ minLength: 1, maxLength: 12 }),
    logs: fc.array(log, { minLength: 1, maxLength: 4 }),
  })
  .map(({ topic, logs }) => ({
    topic,
    partitions: logs.map((records, partition) => ({ partition, records })),
  }))
