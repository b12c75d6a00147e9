import type { PolledRecord } from './topic-log.ts'

/** What a consumer group has told the broker: the next offset of each partition. */
export interface CommittedOffsets {
  next(partition: number): number
  /** Moves each partition behind its last record; never back. */
  commit(records: readonly PolledRecord[]): void
}

/** The offsets of a new group, at the beginning of the topic. */
export function createCommittedOffsets(): CommittedOffsets {
  const offsets = new Map<number, number>()
  const next = (partition: number): number => offsets.get(partition) ?? 0
  return {
    next,
    commit(records) {
      for (const { partition, record } of records) {
        offsets.set(partition, Math.max(next(partition), record.offset + 1))
      }
    },
  }
}
