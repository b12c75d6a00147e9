import type { Schema } from '../../schema.ts'
import { withPartialBefore } from '../debezium/partial-before.ts'
import { parseJson } from '../json/exact-json.ts'
import { CACHE_LIMITS } from './cache-limits.ts'
import { readSchema } from './connect-schema.ts'
import { compilePayloadReader } from './connect-value.ts'
import type { Reader } from './reader.ts'

/** A schema with its reader; both null where the envelope's schema is null. */
export type KnownSchema =
  | { readonly schema: Schema; readonly read: Reader }
  | { readonly schema: null; readonly read: null }

const NO_SCHEMA: KnownSchema = { schema: null, read: null }

/**
 * Makes the lookup from a schema's JSON text to the schema: the same text gives the same object.
 *
 * The lookup throws RecordError `ERR_RECORD_SCHEMA` or `ERR_RECORD_UNDECODABLE` where the text is no schema.
 */
export function createSchemaCache(limits = CACHE_LIMITS): (text: string) => KnownSchema {
  const known = new Map<string, KnownSchema>()
  let characters = 0
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = knownSchema(text)
    characters += text.length
    if (known.size >= limits.entries || characters > limits.characters) {
      known.clear()
      characters = text.length
    }
    known.set(ownCopy(text), made)
    return made
  }
}

function knownSchema(text: string): KnownSchema {
  const node = parseJson(text)
  if (node === null) return NO_SCHEMA
  const schema = readSchema(node, 'schema')
  return { schema, read: compilePayloadReader(withPartialBefore(schema), 'payload') }
}

/** A slice keeps the whole text that it was cut from in memory. */
function ownCopy(slice: string): string {
  return Buffer.from(slice).toString()
}
