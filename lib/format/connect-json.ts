import { createEnvelopeFormat } from './envelope-format.ts'
import type { Format } from './format.ts'

/** Kafka Connect's JsonConverter with `schemas.enable=true`: every value is an envelope. */
export function createConnectJsonFormat(): Format {
  return createEnvelopeFormat('refused')
}
