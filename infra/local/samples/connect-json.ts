import { type Json, jsonText } from './json-text.ts'
import { twosComplement } from './twos-complement.ts'

/**
 * Returns a writer of Connect JSON envelopes with one schema, whose text is made once: a producer writes it
 * byte-identical into every record.
 */
export function envelopeWriter(schema: Json): (payload: Json) => Uint8Array {
  const prefix = `{"schema":${jsonText(schema)},"payload":`
  return (payload) => Buffer.from(`${prefix}${jsonText(payload)}}`)
}

/** The payload of Connect's Decimal: base64 of the unscaled integer's two's complement. */
export function decimalPayload(unscaled: bigint): string {
  return twosComplement(unscaled).toString('base64')
}
