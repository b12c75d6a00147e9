import { isUtf8 } from 'node:buffer'
import { RecordError } from '../errors.ts'
import { decodeBase64, notBase64 } from './base64.ts'

/** Reused for every record: allocating a Buffer costs as much as decoding a small one. */
const SCRATCH_BYTES = 65_536
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES)

const REPLACEMENT_CHARACTER = '\ufffd'

/**
 * The UTF-8 text behind base64, from a character offset on that is a multiple of four and starts no character in
 * its middle.
 *
 * @throws EventError where the text is no base64; RecordError `ERR_RECORD_UNDECODABLE` where the bytes are no UTF-8
 */
export function decodeText(base64: string, from = 0): string {
  const part = from === 0 ? base64 : base64.slice(from)
  const fits = part.length <= (SCRATCH_BYTES / 3) * 4
  return fits ? decodeInScratch(part) : decodeLarge(part)
}

/** @throws RecordError `ERR_RECORD_UNDECODABLE` where the bytes are no UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (text.includes(REPLACEMENT_CHARACTER)) demandUtf8(bytes)
  return text
}

function decodeInScratch(base64: string): string {
  const length = scratch.write(base64, 'base64')
  if (scratch.toString('base64', 0, length) !== base64) throw notBase64()
  const text = scratch.toString('utf8', 0, length)
  if (text.includes(REPLACEMENT_CHARACTER)) demandUtf8(scratch.subarray(0, length))
  return text
}

function decodeLarge(base64: string): string {
  const bytes = decodeBase64(base64)
  if (bytes === null) throw notBase64()
  return decodeUtf8(bytes)
}

/** The decoder puts U+FFFD for damage, but a text may also hold that character by itself. */
function demandUtf8(bytes: Uint8Array): void {
  if (isUtf8(bytes)) return
  throw new RecordError(
    'ERR_RECORD_UNDECODABLE',
    'value is not UTF-8 text; SINK_VALUE_FORMAT=bytes keeps such values as they are',
  )
}
