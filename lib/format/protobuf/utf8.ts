import { isUtf8 } from 'node:buffer'
import type { Reader } from 'protobufjs'
import { Misread } from './misread.ts'

/** Shorter texts are put together faster than the decoder is called. */
const SHORT = 24

/** A text with its length before it. Damaged UTF-8 is refused in every syntax, proto2 included. */
export function readUtf8(reader: Reader): string {
  const length = reader.size()
  const start = reader.pos
  const end = start + length
  if (end > reader.len) throw new RangeError(`index out of range: ${start} + ${length}`)
  reader.pos = end
  return (
    (length < SHORT ? asciiText(reader.buf, start, end) : null) ?? anyText(reader.buf, start, end)
  )
}

function asciiText(bytes: Uint8Array, start: number, end: number): string | null {
  let text = ''
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 128
    if (byte > 127) return null
    text += String.fromCharCode(byte)
  }
  return text
}

function anyText(bytes: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8')
  // The decoder puts U+FFFD for damage, but a text may also hold that character by itself.
  if (text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end))) {
    throw new Misread('ERR_RECORD_UNDECODABLE', 'a string that is no UTF-8')
  }
  return text
}
