import { RecordError } from '../errors.ts'
import { isJsonObject, ownMember } from '../format/json/json-object.ts'
import type { RegisteredSchema } from '../format/registry.ts'
import type { JsonObject, JsonValue } from '../schema.ts'

/** A schema as the registry sends it, its references still only named. */
export interface SchemaAnswer {
  readonly type: RegisteredSchema['type']
  readonly text: string
  readonly references: readonly Reference[]
  /** Where it is registered; null where the registry does not say. */
  readonly subject: string | null
  readonly body: JsonObject
}

/** Leads from a schema to another. */
export interface Reference {
  /** What the referrer writes. */
  readonly name: string
  readonly subject: string
  readonly version: number
}

/**
 * Reads the body of `GET /schemas/ids/{id}` and its like; null where it is none. Without a `schemaType` it is Avro.
 * @param typeName how messages call its type; they leave it to the caller to name the schema that records name
 * @throws RecordError `ERR_RECORD_SCHEMA` where the type is unknown
 */
export function readSchemaAnswer(body: JsonValue, typeName: string): SchemaAnswer | null {
  if (!isJsonObject(body)) return null
  const text = ownMember(body, 'schema')
  const references = readReferences(ownMember(body, 'references'))
  if (typeof text !== 'string' || references === null) return null
  const subject = ownMember(body, 'subject')
  return {
    type: readType(ownMember(body, 'schemaType'), typeName),
    text,
    references,
    subject: typeof subject === 'string' ? subject : null,
    body,
  }
}

function readType(type: JsonValue | undefined, typeName: string): RegisteredSchema['type'] {
  if (type === undefined || type === null) return 'AVRO'
  if (type === 'AVRO' || type === 'PROTOBUF' || type === 'JSON') return type
  const shown = typeof type === 'string' ? JSON.stringify(type.slice(0, 64)) : 'no text'
  throw new RecordError(
    'ERR_RECORD_SCHEMA',
    `${typeName} is ${shown}; the sink reads AVRO, PROTOBUF and JSON`,
  )
}

function readReferences(list: JsonValue | undefined): readonly Reference[] | null {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) return null
  const references = list.map(readReference)
  return references.every((reference) => reference !== null) ? references : null
}

function readReference(json: JsonValue): Reference | null {
  if (!isJsonObject(json)) return null
  const [name, subject, version] = ['name', 'subject', 'version'].map((m) => ownMember(json, m))
  const isWhole = typeof name === 'string' && typeof subject === 'string'
  return isWhole && Number.isSafeInteger(version) && typeof version === 'number'
    ? { name, subject, version }
    : null
}
