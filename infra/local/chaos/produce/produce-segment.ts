import type { TopicLog } from '../../event-source/topic-log.ts'
import type { Deployment } from '../deployments.ts'
import { seeded } from '../seeded.ts'
import { producePartition } from './produce-partition.ts'
import type { ProducedPartition } from './produced.ts'

/** A piece of a run: of each topic so many records more. Made anew whenever it is needed, always the same. */
export interface SegmentPlan {
  readonly index: number
  readonly records: number
  /** Of each topic, the offsets at which its partitions go on. */
  readonly starts: ReadonlyMap<string, readonly number[]>
}

/** Produces one topic's share of a segment. */
export function produceSegment(
  { topic, kind, partitions }: Deployment,
  records: number,
  { index, starts }: Pick<SegmentPlan, 'index' | 'starts'>,
  seed: number,
): readonly ProducedPartition[] {
  return Array.from({ length: partitions }, (_, partition) =>
    producePartition(
      kind,
      partition,
      starts.get(topic)?.[partition] ?? 0,
      // What does not divide evenly goes to the first partitions.
      Math.floor(records / partitions) + (partition < records % partitions ? 1 : 0),
      seeded(seed, 'produce', topic, partition, index),
    ),
  )
}

/** The log as the event source reads it. */
export function logOf(topic: string, produced: readonly ProducedPartition[]): TopicLog {
  return {
    topic,
    partitions: produced.map(({ partition, records }) => ({
      partition,
      records: records.map(({ record }) => record),
    })),
  }
}

/** Shares records out by weights; all of them, whatever the rounding. */
export function shareOut(records: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let weighed = 0
  let given = 0
  return weights.map((weight) => {
    weighed += weight
    const upTo = Math.round((records * weighed) / total)
    const share = upTo - given
    given = upTo
    return share
  })
}
