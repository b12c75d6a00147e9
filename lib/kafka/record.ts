import type { DeliveredSchema } from '../schema/delivered-schema.ts'

/** One Kafka message as delivered. Key and value are base64 text until a format decodes them. */
export interface KafkaRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since the epoch; -1 where the broker has none. */
  readonly timestamp: number
  /** Base64; null where the record has no key. */
  readonly key: string | null
  /** Base64; null is a tombstone, an empty string is not. */
  readonly value: string | null
  /** In their order; names may repeat, a header's value may be null. */
  readonly headers: readonly Header[]
  /** What the event source mapping's registry integration says of the key and of the value; null without it. */
  readonly keySchema: DeliveredSchema | null
  readonly valueSchema: DeliveredSchema | null
}

export interface Header {
  readonly name: string
  readonly value: Uint8Array | null
}

/** Unit of order and of the ledger. */
export interface TopicPartition {
  readonly topic: string
  readonly partition: number
}

/** The records of one topic-partition in one event, in offset order, none twice. */
export interface Batch extends TopicPartition {
  readonly records: readonly KafkaRecord[]
}
