import { RecordError } from '../../errors.ts'
import { ExactNumber } from '../../schema.ts'
import { decodeBase64 } from '../base64.ts'
import { decimalOf, MOST_DIGITS, plainText, unscaledText } from '../decimal.ts'
import { mismatch } from '../mismatch.ts'
import { outOfRange } from '../out-of-range.ts'
import type { Reader } from './reader.ts'
import { shortInteger } from './short-integer.ts'

/** 415 bytes hold 1000 digits. */
const MOST_BYTES = 415

const WANTED = 'Decimal (base64 of its unscaled bytes, or a number)'

/**
 * Reads Connect's Decimal in both of its forms: base64 of a big-endian two's-complement integer, and a plain number.
 * A string is always base64, never digits. Gives plain digits with at least the schema's scale.
 */
export function decimalReader(scale: number, path: string): Reader {
  return (json) => {
    if (typeof json === 'string') {
      const unscaled = shortInteger(json)
      if (unscaled !== null) return unscaledText(unscaled, scale)
      return fromBytes(unscaledBytes(json, path), scale)
    }
    if (typeof json === 'number') return fromLiteral(String(json), scale, path)
    if (json instanceof ExactNumber) return fromLiteral(json.literal, scale, path)
    throw mismatch(path, WANTED, json)
  }
}

/**
 * The scale of a Decimal, from the parameter that its schema must have.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function decimalScale(parameters: ReadonlyMap<string, string>, path: string): number {
  const text = parameters.get('scale') ?? ''
  const scale = Number(text)
  if (/^[+-]?\d+$/.test(text) && Math.abs(scale) <= MOST_DIGITS) return scale
  throw new RecordError(
    'ERR_RECORD_SCHEMA',
    `${path}: a Decimal needs the parameter "scale", an integer from -${MOST_DIGITS} to ${MOST_DIGITS} written as a string`,
  )
}

function unscaledBytes(base64: string, path: string): Buffer {
  const bytes = decodeBase64(base64)
  if (bytes === null || bytes.length === 0) {
    throw new RecordError(
      'ERR_RECORD_UNDECODABLE',
      `${path}: ${WANTED} wanted, a string that is no base64 found`,
    )
  }
  if (bytes.length > MOST_BYTES) throw tooLong(path)
  return bytes
}

function fromBytes(bytes: Buffer, scale: number): string {
  const unsigned = BigInt(`0x${bytes.toString('hex')}`)
  return unscaledText(BigInt.asIntN(bytes.length * 8, unsigned), scale)
}

function fromLiteral(literal: string, scale: number, path: string): string {
  const decimal = decimalOf(literal)
  if (decimal === null) throw tooLong(path)
  return plainText(decimal, scale)
}

function tooLong(path: string): RecordError {
  return outOfRange(path, 'Decimal', `at most ${MOST_DIGITS} digits on either side of the point`)
}
