import type { Format } from '../plain/format.ts'
import { createEnvelopeFormat } from './envelope-format.ts'

/** Kafka Connect's JsonConverter with `schemas.enable=true`: every value is an envelope. */
export function createConnectJsonFormat(): Format {
  return createEnvelopeFormat('refused')
}
