import type { Schema } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import { CONNECTOR_TYPES } from './connector-type.ts'
import { losslessType } from './lossless-type.ts'

/** The column type for a schema, as CREATE TABLE writes it. The connector's is the same in a key. */
export function columnType(schema: Schema, inKey: boolean, profile: TypeProfile): string {
  switch (profile) {
    case 'lossless':
      return losslessType(schema, inKey)
    case 'connector':
      return CONNECTOR_TYPES[schema.type]
    default:
      return profile satisfies never
  }
}
