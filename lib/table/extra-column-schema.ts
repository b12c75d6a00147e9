import { JSON_TEXT } from '../schema/logical-type.ts'
import { type PrimitiveSchema, type PrimitiveType, type Schema, TIMESTAMP } from '../schema.ts'
import type { RecordPart } from './extra-column.ts'

const BASE = { optional: false, name: null, version: null, parameters: new Map(), default: null }

function primitive(type: PrimitiveType, parts: Partial<PrimitiveSchema> = {}): PrimitiveSchema {
  return { ...BASE, type, ...parts }
}

/** The most characters that Kafka allows a topic's name. */
export const TOPIC_CHARACTERS = 249

/** What each part of a record is but for its key, whose schema differs. The same objects each time: known by identity. */
export const PART_SCHEMAS: Readonly<Record<Exclude<RecordPart, 'key'>, PrimitiveSchema>> = {
  topic: primitive('string'),
  partition: primitive('int32'),
  offset: primitive('int64'),
  timestamp: primitive('int64', { name: TIMESTAMP, optional: true }),
  headers: primitive('string', { name: JSON_TEXT }),
}

const KEY_AS_JSON = primitive('string', { name: JSON_TEXT, optional: true })

/** The schema of a column for a part of the record: of the key its own, or JSON text where it has none. */
export function partSchema(part: RecordPart, key: Schema | null): Schema {
  if (part !== 'key') return PART_SCHEMAS[part]
  if (key === null) return KEY_AS_JSON
  return key.optional ? key : { ...key, optional: true }
}
