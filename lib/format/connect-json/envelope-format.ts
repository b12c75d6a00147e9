import { RecordError } from '../../errors.ts'
import type { Decoded, JsonValue } from '../../schema.ts'
import { parseJson } from '../json/exact-json.ts'
import { jsonText } from '../json/json-text.ts'
import type { Format } from '../plain/format.ts'
import { decodeText } from '../text.ts'
import { splitEnvelope } from './envelope.ts'
import { createEnvelopeCache, type KnownEnvelope } from './envelope-cache.ts'
import { cannotBeEnvelope } from './envelope-head.ts'
import { createSchemaCache, type KnownSchema } from './schema-cache.ts'

interface Opened {
  readonly known: KnownSchema
  readonly payload: string
}

/**
 * Reads Kafka Connect's JSON envelopes, `{"schema":…,"payload":…}`; JSON without one is taken as it is, or refused.
 *
 * The part up to the payload is the same record after record: it is recognised by its base64 text, and neither decoded
 * nor parsed again. Whatever does not fit that picture (another order, more members, damage) goes the long way.
 */
export function createEnvelopeFormat(withoutEnvelope: 'schemaless' | 'refused'): Format {
  const schemas = createSchemaCache()
  const envelopes = createEnvelopeCache()

  return {
    peek(base64) {
      const envelope = envelopes.find(base64)
      if (envelope !== null) return envelope.known.schema
      if (withoutEnvelope === 'schemaless' && cannotBeEnvelope(base64)) return null
      const text = jsonText(base64)
      const opened = open(text)
      if (opened !== null) return opened.known.schema
      if (withoutEnvelope === 'refused') throw noEnvelope(text)
      return null
    },

    decode(base64) {
      const envelope = envelopes.find(base64)
      const payload = envelope === null ? undefined : payloadAfter(envelope, base64)
      if (envelope !== null && payload !== undefined) return read(envelope.known, payload)
      const text = jsonText(base64)
      const opened = open(text)
      if (opened !== null) return read(opened.known, parseJson(opened.payload))
      if (withoutEnvelope === 'refused') throw noEnvelope(text)
      return { schema: null, value: parseJson(text) }
    },
  }

  function open(text: string): Opened | null {
    const spans = splitEnvelope(text)
    if (spans === null) return null
    const { schema, payload } = spans
    const known = schemas(text.slice(schema.start, schema.end))
    if (schema.end < payload.start) envelopes.remember(text.slice(0, payload.start), known)
    return { known, payload: text.slice(payload.start, payload.end) }
  }
}

/** The payload, or undefined where what follows the envelope's beginning is not just a payload and a brace. */
function payloadAfter(envelope: KnownEnvelope, base64: string): JsonValue | undefined {
  const text = decodeText(base64, envelope.tailAt)
  if (!text.startsWith(envelope.rest) || !text.endsWith('}')) return undefined
  try {
    return parseJson(text.slice(envelope.rest.length, -1))
  } catch (error) {
    if (error instanceof RecordError) return undefined
    throw error
  }
}

/** Without a payload there is nothing to read: a delete, whatever the schema requires, unless it has a default. */
function read({ schema, read }: KnownSchema, payload: JsonValue): Decoded {
  if (schema === null) return { schema, value: payload }
  return { schema, value: payload === null ? schema.default : read(payload) }
}

function noEnvelope(text: string): RecordError {
  parseJson(text)
  return new RecordError(
    'ERR_RECORD_UNDECODABLE',
    'value is no Connect envelope: an object of exactly "schema" and "payload" is wanted, as JsonConverter writes with ' +
      'schemas.enable=true; SINK_VALUE_FORMAT=json reads JSON without one',
  )
}
