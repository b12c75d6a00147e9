import type { PrimitiveType, Schema } from '../../schema.ts'

/** Both ends included. */
export interface IntegerRange {
  readonly least: bigint
  readonly greatest: bigint
}

const INT64: IntegerRange = signed(64n)
export const INT32: IntegerRange = signed(32n)

/**
 * Nanoseconds since 1970 are not always of 64 bits: google.protobuf.Timestamp counts int64 seconds beside them, and an
 * ISO text reaches the year 9999.
 */
export const INSTANT_NANOSECONDS: IntegerRange = {
  least: INT64.least * 1_000_000_000n,
  greatest: INT64.greatest * 1_000_000_000n + 999_999_999n,
}

const RANGES: ReadonlyMap<Schema['type'], IntegerRange> = new Map<PrimitiveType, IntegerRange>([
  ['int8', signed(8n)],
  ['int16', signed(16n)],
  ['int32', INT32],
  ['int64', INT64],
])

/** What the integers of a schema lie in; int64 where it says no integer type. */
export function rangeOf({ type }: Schema): IntegerRange {
  return RANGES.get(type) ?? INT64
}

export function unsignedRange(bits: 32 | 64): IntegerRange {
  return { least: 0n, greatest: 2n ** BigInt(bits) - 1n }
}

function signed(bits: bigint): IntegerRange {
  return { least: -(2n ** (bits - 1n)), greatest: 2n ** (bits - 1n) - 1n }
}
