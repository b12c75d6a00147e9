import type { Reader } from 'protobufjs'
import { Misread } from './misread.ts'

const TWO_32 = 4_294_967_296

/** Bits of one varint: 28, 28 and 8 of them, so that each part stays a small integer. */
interface Bits {
  low: number
  high: number
}

/** Reused for every integer; nothing is read between its writing and its reading. */
const bits: Bits = { low: 0, high: 0 }

/** A signed integer of 64 bits: `number` while it is safe, else `bigint`. */
export function readInt64(reader: Reader): number | bigint {
  readVarint(reader)
  return signed(bits.low, bits.high)
}

/** An unsigned integer of 64 bits: `number` while it is safe, else `bigint`. */
export function readUint64(reader: Reader): number | bigint {
  readVarint(reader)
  return unsigned(bits.low, bits.high)
}

export function readSint64(reader: Reader): number | bigint {
  readVarint(reader)
  const { low, high } = bits
  const mask = -(low & 1)
  return signed((((low >>> 1) | (high << 31)) ^ mask) >>> 0, ((high >>> 1) ^ mask) >>> 0)
}

export function readFixed64(reader: Reader): number | bigint {
  const low = reader.fixed32()
  return unsigned(low, reader.fixed32())
}

export function readSfixed64(reader: Reader): number | bigint {
  const low = reader.fixed32()
  return signed(low, reader.fixed32())
}

function readVarint(reader: Reader): void {
  let first = 0
  let second = 0
  let third = 0
  for (let at = 0; at < 10; at += 1) {
    const byte = reader.pos < reader.len ? reader.buf[reader.pos] : undefined
    if (byte === undefined) throw new RangeError(`index out of range: ${reader.pos}`)
    reader.pos += 1
    const seven = byte & 127
    if (at < 4) first |= seven << (at * 7)
    else if (at < 8) second |= seven << (at * 7 - 28)
    else third |= seven << (at * 7 - 56)
    if (byte < 128) {
      bits.low = (first | (second << 28)) >>> 0
      bits.high = ((second >>> 4) | (third << 24)) >>> 0
      return
    }
  }
  throw new Misread('ERR_RECORD_UNDECODABLE', 'an integer longer than 10 bytes')
}

function signed(low: number, high: number): number | bigint {
  const near = (high | 0) * TWO_32 + low
  return Number.isSafeInteger(near) ? near : BigInt.asIntN(64, wide(low, high))
}

function unsigned(low: number, high: number): number | bigint {
  const near = high * TWO_32 + low
  return Number.isSafeInteger(near) ? near : wide(low, high)
}

function wide(low: number, high: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low)
}
