import type { Schema } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import { USUAL_TABLE } from '../../table/table-options.ts'
import { CONNECTOR_TYPES } from './connector-type.ts'
import { extraColumnType } from './extra-column-type.ts'
import { losslessType } from './lossless-type.ts'

/**
 * The column type for a schema, as CREATE TABLE writes it. The connector's is the same in a key.
 * @param keyLength characters of a text, or bytes, in a key that nothing else bounds
 */
export function columnType(
  schema: Schema,
  inKey: boolean,
  profile: TypeProfile,
  keyLength: number = USUAL_TABLE.keyLength,
): string {
  const extra = extraColumnType(schema)
  if (extra !== null) return extra
  switch (profile) {
    case 'lossless':
      return losslessType(schema, inKey ? keyLength : null)
    case 'connector':
      return CONNECTOR_TYPES[schema.type]
    default:
      return profile satisfies never
  }
}
