import type { PolledRecord } from './topic-log.ts'

/** Why Lambda gave records up; the last is named so for streams and undocumented for Kafka. */
export type GiveUpCondition =
  | 'RetryAttemptsExhausted'
  | 'MaximumPayloadSizeExceeded'
  | 'RecordAgeExceeded'

/** What lies in a bucket: `body` is JSON text whose `payload` is the event as an escaped string. */
export interface S3Object {
  readonly kind: 's3'
  readonly key: string
  readonly body: string
}

/** What lies in a destination topic: `value` is JSON text whose `payload` is the event as an object. */
export interface KafkaMessage {
  readonly kind: 'kafka'
  readonly topic: string
  readonly key: Uint8Array | null
  readonly value: string
}

/** Records that Lambda gave up: their offsets are committed although no success covered them. */
export interface GivenUp {
  readonly condition: GiveUpCondition
  readonly records: readonly PolledRecord[]
  /** What the destination got; empty without one: then the records are lost to the function. */
  readonly messages: readonly (S3Object | KafkaMessage)[]
}
