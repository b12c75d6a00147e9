/** What a consumer group has told the broker: the next offset of each partition. */
export interface CommittedOffsets {
  next(partition: number): number
  /** Moves a partition to its next offset; never back. */
  advance(partition: number, next: number): void
}

/** The offsets of a new group, at the beginning of the topic. */
export function createCommittedOffsets(): CommittedOffsets {
  const offsets = new Map<number, number>()
  const next = (partition: number): number => offsets.get(partition) ?? 0
  return {
    next,
    advance(partition, offset) {
      offsets.set(partition, Math.max(next(partition), offset))
    },
  }
}
