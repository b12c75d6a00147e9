import { type Json, jsonText } from './json-text.ts'

/**
 * Returns a writer of Connect JSON envelopes with one schema, whose text is made once: a producer writes it
 * byte-identical into every record.
 */
export function envelopeWriter(schema: Json): (payload: Json) => Uint8Array {
  const prefix = `{"schema":${jsonText(schema)},"payload":`
  return (payload) => Buffer.from(`${prefix}${jsonText(payload)}}`)
}

/** The payload of Connect's Decimal: base64 of the unscaled integer's shortest two's complement, big-endian. */
export function decimalPayload(unscaled: bigint): string {
  let bytes = 1
  while (BigInt.asIntN(bytes * 8, unscaled) !== unscaled) bytes += 1
  const hex = BigInt.asUintN(bytes * 8, unscaled).toString(16)
  return Buffer.from(hex.padStart(bytes * 2, '0'), 'hex').toString('base64')
}
