import type { Format } from '../plain/format.ts'
import { createEnvelopeFormat } from './envelope-format.ts'

/** Connect JSON where the value is an object of exactly `schema` and `payload`, schemaless JSON where it is not. */
export function createAutoFormat(): Format {
  return createEnvelopeFormat('schemaless')
}
