/** What a consumer group says of one topic-partition. */
export interface GroupOffset {
  readonly topic: string
  readonly partition: number
  /** The offset that the group would read next; null where it has committed none. */
  readonly committed: number | null
  /** The offset that the next record will get; null where nobody told. */
  readonly logEnd: number | null
}
