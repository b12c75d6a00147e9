import { ExactNumber, type JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { quoted } from '../member-path.ts'
import type { Keywords } from './keywords.ts'
import { schemaFault } from './schema-fault.ts'

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map()

/** What Connect's keywords say beside the type: `title` is the name, which makes a logical type. */
export function annotations(keywords: Keywords, at: string) {
  const title = keywords.annotation('title')
  const version = keywords.annotation('connect.version')
  return {
    optional: keywords.nullable,
    name: typeof title === 'string' ? title : null,
    version: typeof version === 'number' && Number.isSafeInteger(version) ? version : null,
    parameters: readParameters(keywords.annotation('connect.parameters'), at),
    default: null,
  }
}

/** What `annotations` gives: all of a schema but its type. */
export type Annotations = ReturnType<typeof annotations>

/** Written by hand, a scale is often a number; Connect's writer has strings only. */
function readParameters(node: JsonValue | undefined, at: string): ReadonlyMap<string, string> {
  if (!isJsonObject(node)) return NO_PARAMETERS
  const parameters = new Map<string, string>()
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string') parameters.set(name, value)
    else if (typeof value === 'number') parameters.set(name, String(value))
    else if (value instanceof ExactNumber) parameters.set(name, value.literal)
    else throw schemaFault(at, `the connect.parameters ${quoted(name)} must be a string`)
  }
  return parameters
}
