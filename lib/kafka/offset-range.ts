/** Offsets `first` to `last`, both included. */
export interface OffsetRange {
  readonly first: number
  readonly last: number
}

/** `[100, 199]`, as messages and docs write a range. */
export function formatRange(range: OffsetRange): string {
  return `[${range.first}, ${range.last}]`
}

/** `orders-0`, as Lambda's records map and the messages write a topic-partition. */
export function formatTopicPartition(of: {
  readonly topic: string
  readonly partition: number
}): string {
  return `${of.topic}-${of.partition}`
}
