import type { Schema } from '../../schema.ts'
import { PART_SCHEMAS, TOPIC_CHARACTERS } from '../../table/extra-column-schema.ts'

/** The columns of what a record carries beside its value and key: the same in every profile, and in keys. */
const TYPES: ReadonlyMap<Schema, string> = new Map([
  [PART_SCHEMAS.topic, `VARCHAR(${TOPIC_CHARACTERS}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`],
  [PART_SCHEMAS.partition, 'INT'],
  [PART_SCHEMAS.offset, 'BIGINT'],
  [PART_SCHEMAS.timestamp, 'DATETIME(6)'],
  [PART_SCHEMAS.headers, 'JSON'],
])

/** Null for the schema of anything else. */
export function extraColumnType(schema: Schema): string | null {
  return TYPES.get(schema) ?? null
}
