import type { Tap } from 'avsc/lib/types.js'
import { outOfRange } from '../out-of-range.ts'
import { readFault, truncated } from './read-fault.ts'

/** Beyond it avsc's arithmetic on doubles has rounded: it halves a sum that must not pass 2^53. */
const EXACT = 2 ** 52
/** As many groups of seven bits as 64 bits take. */
const MOST_BYTES = 10

const LOW_BYTES = 7
const LOW_BITS = 49n

const NARROW = { int8: 2 ** 7, int16: 2 ** 15 } as const

/** All 64 bits: a number while it is safe, else a bigint. */
export function readLong(tap: Tap, path: string): number | bigint {
  const start = tap.pos
  const long = tap.readLong()
  if (tap.pos > tap.buf.length) throw truncated(path)
  if (tap.pos - start > MOST_BYTES) {
    throw readFault(path, `an integer of more than ${MOST_BYTES} bytes`)
  }
  return long > -EXACT && long < EXACT ? long : readWide(tap.buf.subarray(start, tap.pos), path)
}

/** In two halves that numbers hold: bigints that grow by a byte at a time cost several times as much. */
function readWide(bytes: Uint8Array, path: string): number | bigint {
  const low = groups(bytes, 0, Math.min(bytes.length, LOW_BYTES))
  const zigzag = (BigInt(groups(bytes, LOW_BYTES, bytes.length)) << LOW_BITS) | BigInt(low)
  if (zigzag >> 64n !== 0n) throw readFault(path, 'an integer of more than 64 bits')
  const long = (zigzag >> 1n) ^ -(zigzag & 1n)
  const number = Number(long)
  return Number.isSafeInteger(number) ? number : long
}

/** What groups of seven bits come to, the lowest first. */
function groups(bytes: Uint8Array, from: number, to: number): number {
  let number = 0
  for (let at = to - 1; at >= from; at -= 1) number = number * 128 + ((bytes[at] ?? 0) & 127)
  return number
}

export function readInt(tap: Tap, path: string): number {
  const long = readLong(tap, path)
  if (typeof long === 'number' && long === (long | 0)) return long
  throw readFault(path, 'an integer of more than 32 bits where the schema says int')
}

/** An int that Kafka Connect's writer says is narrower. Connect's reader wraps what is not; this refuses it. */
export function readNarrow(tap: Tap, type: 'int8' | 'int16', path: string): number {
  const int = readInt(tap, path)
  const end = NARROW[type]
  if (int >= -end && int < end) return int
  throw outOfRange(path, type, `${-end} to ${end - 1}`)
}

/** How many bytes follow, which are there. */
export function readLength(tap: Tap, path: string): number {
  const length = readLong(tap, path)
  if (length < 0) throw readFault(path, 'a negative length')
  if (typeof length === 'number' && length <= tap.buf.length - tap.pos) return length
  throw truncated(path)
}

/** Which of so many branches or symbols. */
export function readIndex(tap: Tap, count: number, what: string, path: string): number {
  const index = readLong(tap, path)
  if (typeof index === 'number' && index >= 0 && index < count) return index
  throw readFault(path, `a number that is none of the ${count} ${what}`)
}
