/** One message as it lies in a partition's log. */
export interface LogRecord {
  readonly offset: number
  /** Milliseconds since the epoch; -1 where the broker has none. */
  readonly timestamp: number
  readonly key: Uint8Array | null
  /** Null is a tombstone, empty is not. */
  readonly value: Uint8Array | null
  readonly headers: readonly LogHeader[]
}

export interface LogHeader {
  readonly name: string
  readonly value: Uint8Array | null
}

/** Offsets ascend and may have gaps: compaction and transaction markers leave them. */
export interface PartitionLog {
  readonly partition: number
  readonly records: readonly LogRecord[]
}

export interface TopicLog {
  readonly topic: string
  readonly partitions: readonly PartitionLog[]
}

/** A record with the place it was polled from. */
export interface PolledRecord {
  readonly topic: string
  readonly partition: number
  readonly record: LogRecord
}
