import type { Random } from './random.ts'

/** Deals partitions out to at most so many pollers; each partition to one. */
export type Assign = (
  partitions: readonly number[],
  pollers: number,
  random: Random,
) => readonly (readonly number[])[]

/** Shuffles the partitions and deals them round; Lambda starts no more pollers than there are partitions. */
export function assignEvenly(
  partitions: readonly number[],
  pollers: number,
  random: Random,
): readonly (readonly number[])[] {
  const left = [...partitions]
  const groups = Array.from({ length: Math.min(pollers, left.length) }, (): number[] => [])
  for (let turn = 0; left.length > 0; turn++) {
    const [drawn] = left.splice(random.integer(0, left.length - 1), 1)
    if (drawn !== undefined) groups[turn % groups.length]?.push(drawn)
  }
  return groups
}
