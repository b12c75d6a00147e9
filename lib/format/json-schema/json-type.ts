import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { quoted } from '../member-path.ts'
import { schemaFault } from './schema-fault.ts'

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'] as const

/** The values of the keyword `type`. */
export type JsonType = (typeof TYPES)[number]

/** Keywords that mean something for one type only, in the order in which they decide where no `type` does. */
const HINTS: readonly (readonly [JsonType, readonly string[]])[] = [
  ['array', ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems']],
  ['string', ['minLength', 'maxLength', 'pattern', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
]

/**
 * The types that all of these parts of one schema allow. Where none names any, their other keywords tell, as they do
 * to Confluent's converter; null where nothing tells.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA` for a type that JSON Schema does not know
 */
export function declaredTypes(
  parts: readonly JsonObject[],
  at: string,
): readonly JsonType[] | null {
  let allowed: readonly JsonType[] | null = null
  for (const part of parts) {
    const types = typesOf(part, at)
    if (types === null) continue
    const both: readonly JsonType[] = allowed === null ? types : common(allowed, types)
    // Parts that contradict each other allow nothing; then the first one speaks.
    if (both.length > 0) allowed = both
  }
  return allowed ?? hintedTypes(parts)
}

function typesOf(part: JsonObject, at: string): readonly JsonType[] | null {
  const declared = ownMember(part, 'type')
  if (declared === undefined) return null
  const names: readonly JsonValue[] = Array.isArray(declared) ? declared : [declared]
  return [...new Set(names)].map((name) => {
    const type = TYPES.find((known) => known === name)
    if (type !== undefined) return type
    const found =
      typeof name === 'string' ? `unknown type ${quoted(name)}` : 'a type that is no text'
    throw schemaFault(at, `${found}; JSON Schema's types are ${TYPES.join(', ')}`)
  })
}

function common(some: readonly JsonType[], others: readonly JsonType[]): readonly JsonType[] {
  const inBoth = some.filter((type) => allows(others, type))
  return [...inBoth, ...others.filter((type) => !inBoth.includes(type) && allows(some, type))]
}

function allows(types: readonly JsonType[], type: JsonType): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'))
}

function hintedTypes(parts: readonly JsonObject[]): readonly JsonType[] | null {
  if (parts.some(isObjectLike)) return ['object']
  for (const [type, keywords] of HINTS) {
    if (parts.some((part) => keywords.some((keyword) => Object.hasOwn(part, keyword))))
      return [type]
  }
  return null
}

function isObjectLike(part: JsonObject): boolean {
  if (ownMember(part, 'connect.type') === 'map') return true
  const properties = ownMember(part, 'properties')
  if (isJsonObject(properties) && Object.keys(properties).length > 0) return true
  return isJsonObject(ownMember(part, 'additionalProperties'))
}
