import type { AvroType, Extent, PrimitiveName } from './avro-type.ts'
import { schemaFault } from './schema-fault.ts'

/** As deep as JSON is read. */
const DEEPEST = 1000
/** More than any body has; names that stand for names that stand for names … come to more than a number holds. */
const MOST_BYTES = Number.MAX_SAFE_INTEGER

/** What a record counts for while its own members are read. */
export const OPEN: Extent = { leastBytes: 0, depth: 0 }

const LEAST_BYTES: Readonly<Record<PrimitiveName, number>> = {
  null: 0,
  boolean: 1,
  int: 1,
  long: 1,
  float: 4,
  double: 8,
  bytes: 1,
  string: 1,
}

/** @param leastBytes of what takes no other type */
export function leafExtent(leastBytes: number): Extent {
  return { leastBytes, depth: 0 }
}

export function primitiveExtent(name: PrimitiveName): Extent {
  return leafExtent(LEAST_BYTES[name])
}

/** An array or a map: at least the end of its blocks. */
export function containerExtent(item: AvroType, path: string): Extent {
  return checked({ leastBytes: 1, depth: item.extent.depth + 1 }, path)
}

export function recordExtent(members: readonly AvroType[], path: string): Extent {
  const extents = members.map(({ extent }) => extent)
  const leastBytes = sum(extents.map((extent) => extent.leastBytes))
  return checked({ leastBytes, depth: deepest(extents) + 1 }, path)
}

/** A branch's number takes a byte. */
export function unionExtent(branches: readonly AvroType[], path: string): Extent {
  const extents = branches.map(({ extent }) => extent)
  const levels = branches.filter(({ kind }) => kind !== 'null').length > 1 ? 1 : 0
  return checked(
    {
      leastBytes: 1 + fewest(extents),
      depth: deepest(extents) + levels,
    },
    path,
  )
}

function checked(extent: Extent, path: string): Extent {
  if (extent.depth <= DEEPEST) return extent
  throw schemaFault(path, `nests deeper than ${DEEPEST} levels`)
}

/** Not Math.min(...): a union may have more branches than a call has room for. */
function fewest(extents: readonly Extent[]): number {
  return extents.reduce((least, { leastBytes }) => Math.min(least, leastBytes), Number.MAX_VALUE)
}

function deepest(extents: readonly Extent[]): number {
  return extents.reduce((most, { depth }) => Math.max(most, depth), 0)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => Math.min(total + number, MOST_BYTES), 0)
}
