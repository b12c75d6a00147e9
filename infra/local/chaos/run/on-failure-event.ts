import type { KafkaMessage, S3Object } from '../../event-source/on-failure-record.ts'

/** What the redrive function is invoked with: the object from the bucket, or an event of a mapping that reads the topic. */
export function onFailureEvent(message: S3Object | KafkaMessage): string {
  if (message.kind === 's3') return message.body
  const { topic, key, value } = message
  const record = {
    topic,
    partition: 0,
    offset: 0,
    timestamp: 0,
    timestampType: 'CREATE_TIME',
    key: key === null ? null : Buffer.from(key).toString('base64'),
    value: Buffer.from(value).toString('base64'),
    headers: [],
  }
  return JSON.stringify({
    eventSource: 'SelfManagedKafka',
    bootstrapServers: 'broker.example:9092',
    records: { [`${topic}-0`]: [record] },
  })
}
