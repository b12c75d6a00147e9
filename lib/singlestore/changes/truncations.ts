import type { TopicPartition } from '../../kafka/record.ts'
import type { Delete, Operation, Truncate, Write } from './operation.ts'

interface Truncated<Source> {
  readonly truncates: readonly Truncate<Source>[]
  /** What is left to do in the empty table. */
  readonly rest: readonly (Write<Source> | Delete<Source>)[]
}

/**
 * Takes the truncations out, and with each what stands before it in its topic-partition; no order is known between
 * topic-partitions.
 * @param spare a truncation takes nothing with it
 */
export function takeTruncations<Source extends TopicPartition>(
  operations: readonly Operation<Source>[],
  spare: boolean,
): Truncated<Source> {
  const truncates: Truncate<Source>[] = []
  const rest: (Write<Source> | Delete<Source>)[] = []
  const ends = new Map<string, number>()
  for (const [at, { kind, source }] of operations.entries()) {
    if (kind === 'truncate') ends.set(placeOf(source), at)
  }
  for (const [at, operation] of operations.entries()) {
    if (operation.kind === 'truncate') truncates.push(operation)
    else if (ends.size === 0 || spare || at > (ends.get(placeOf(operation.source)) ?? -1)) {
      rest.push(operation)
    }
  }
  return { truncates, rest }
}

function placeOf({ topic, partition }: TopicPartition): string {
  return `${partition} ${topic}`
}
