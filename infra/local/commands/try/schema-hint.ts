import type { Fault } from '../fault-of.ts'
import type { Reading } from './read/reading.ts'

/** The argument of `try` for a schema that is missing, or for one that it refers to; null where nothing is missing. */
export function schemaHint({
  schemaId,
  fault,
}: Pick<Reading, 'schemaId' | 'fault'>): string | null {
  if (schemaId === null || fault === null) return null
  if (fault.code === 'ERR_SCHEMA_MISSING') return `--schema ${schemaId}=FILE`
  // Those of Glue refer to no others.
  const refers = /^(?:\d+$|guid:)/.test(schemaId)
  const name = refers ? missingReference(fault) : null
  return name === null ? null : `--schema-reference ${name}=FILE`
}

/** As the compilers of Protobuf, Avro and JSON Schema tell it; they cut names at 64 characters, and what is cut is null. */
function missingReference({ code, message }: Fault): string | null {
  if (code !== 'ERR_RECORD_SCHEMA') return null
  const told =
    /imports "([^"\\]{1,63})", to which|unknown type "([^"\\]{1,63})"; define|\$ref "([^"\\#]{1,63})(?:#[^"]*)?" leads to no/
  const [, path, type, ref] = told.exec(message) ?? []
  return path ?? type ?? ref ?? null
}
