import { RecordError } from '../../errors.ts'
import type { JsonValue } from '../../schema.ts'
import { parseJson } from '../json/exact-json.ts'
import { memberPath } from '../member-path.ts'
import type { RegisteredSchema } from '../registry.ts'
import type { AvroType } from './avro-type.ts'
import { schemaFault } from './schema-fault.ts'
import { SchemaParser } from './schema-parser.ts'

/**
 * Reads a registered schema after what it refers to: the references only define names.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function parseRegistered({ text, references }: RegisteredSchema): AvroType {
  const parser = new SchemaParser()
  for (const reference of references) {
    const path = memberPath('references', reference.name)
    parser.parse(parseText(reference.text, path), path)
  }
  return parser.parse(parseText(text, 'value'), 'value')
}

function parseText(text: string, path: string): JsonValue {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof RecordError) throw schemaFault(path, 'is not JSON')
    throw error
  }
}
