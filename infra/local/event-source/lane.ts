import type { Part } from './part.ts'
import type { PolledRecord } from './topic-log.ts'

/**
 * A polled batch on its way; each of its partitions waits until the last part that holds records of it is done with.
 *
 * A lane is a value; every step makes another one.
 */
export interface Lane {
  /** What is still to be delivered, in order; the first part is the next or the one under way. */
  readonly parts: readonly Part[]
  /** By partition, the offset behind the batch's last record. */
  readonly ends: ReadonlyMap<number, number>
}

/** The lane of a batch that was just polled. */
export function openLane(records: readonly PolledRecord[], event: string): Lane {
  return {
    parts: [{ records, attempt: 1, reason: 'polled', bare: false, event }],
    ends: new Map(records.map(({ partition, record }) => [partition, record.offset + 1])),
  }
}

/** Puts what follows from the first part in its place. */
export function replaceFirst(lane: Lane, parts: readonly Part[]): Lane {
  return { ...lane, parts: [...parts, ...lane.parts.slice(1)] }
}

/** The partitions that nobody else may poll meanwhile: those that are done with are free before the lane is. */
export function heldBy({ parts }: Lane): ReadonlySet<number> {
  return new Set(parts.flatMap(({ records }) => records.map(({ partition }) => partition)))
}

/** The offsets that may be committed: in each partition up to the first record that is not done with. */
export function doneUpTo({ parts, ends }: Lane): ReadonlyMap<number, number> {
  const next = new Map(ends)
  for (const { partition, record } of parts.flatMap(({ records }) => records)) {
    next.set(partition, Math.min(record.offset, next.get(partition) ?? record.offset))
  }
  return next
}
