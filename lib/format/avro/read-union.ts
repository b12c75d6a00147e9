import type { Value } from '../../schema.ts'
import { readIndex } from './read-integer.ts'
import type { Read, ReadableType } from './value-type.ts'

/**
 * @param branches in the order of the union, null where the branch is null
 * @param width of the struct whose members are the branches apart from null; null where the value stands by itself
 */
export function unionRead(
  branches: readonly (ReadableType | null)[],
  width: number | null,
  path: string,
): Read {
  const count = branches.length
  if (width === null) {
    return (tap) => branches[readIndex(tap, count, 'branches', path)]?._read(tap) ?? null
  }
  const nullAt = branches.indexOf(null)
  return (tap) => {
    const index = readIndex(tap, count, 'branches', path)
    const branch = branches[index]
    if (branch === null || branch === undefined) return null
    const members: Value[] = new Array(width).fill(null)
    members[nullAt >= 0 && nullAt < index ? index - 1 : index] = branch._read(tap)
    return members
  }
}
