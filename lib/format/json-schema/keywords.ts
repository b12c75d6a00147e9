import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { branchProperties } from './branch-properties.ts'
import type { Documents } from './documents.ts'
import { includedParts } from './included-parts.ts'
import { declaredTypes, type JsonType } from './json-type.ts'

/** What a schema and all that it includes by `$ref` and `allOf` say together of one value. */
export interface Keywords {
  /** Other than null; null where nothing says which. */
  readonly types: readonly JsonType[] | null
  /** In the order of the text, those included first. */
  readonly properties: ReadonlyMap<string, JsonValue>
  /** Those that `properties` does not name, and some values only have. */
  alternatives(): ReadonlyMap<string, JsonValue>
  /** The schema of members that have none of their own; undefined where there is none, or it says nothing. */
  readonly additional: JsonValue | undefined
  /** The one schema of all items; undefined where there is none, as where the first items have schemas of their own. */
  readonly items: JsonObject | undefined
  readonly nullable: boolean
  /** The branches of `oneOf` or `anyOf` other than null; null where there are none, or all only validate. */
  readonly branches: readonly JsonValue[] | null
  /** What `enum` lists. */
  readonly symbols: readonly JsonValue[] | null
  readonly constant: JsonValue | undefined
  /** The first of this name: the schema's own before one that is included. */
  annotation(name: string): JsonValue | undefined
}

/** Any of these says what a value is; all others only say which values are valid. */
const SPEAKING = [
  'type',
  'properties',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'oneOf',
  'anyOf',
  'connect.type',
] as const

/**
 * Kafka Connect does not know the properties that `patternProperties` describes; neither does this.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function readKeywords(node: JsonObject, documents: Documents, at: string): Keywords {
  const parts = includedParts(node, documents, at)
  const first = <Found>(find: (part: JsonObject) => Found | undefined): Found | undefined => {
    for (const part of parts) {
      const found = find(part)
      if (found !== undefined) return found
    }
    return undefined
  }
  const annotation = (name: string) => first((part) => ownMember(part, name))
  const speaking = (schema: JsonValue) =>
    isJsonObject(schema) && includedParts(schema, documents, at).some(speaks)
  const types = declaredTypes(parts, at)
  const symbols = first((part) => arrayMember(part, 'enum')) ?? null
  const constant = annotation('const')
  const choice =
    first((part) => {
      const choices = [arrayMember(part, 'oneOf'), arrayMember(part, 'anyOf')]
      return choices.find((branches) => branches?.some(speaking))
    }) ?? []
  const properties = mergedProperties([...parts.slice(1), node], speaking)
  const branches = choice.filter((branch) => !isNull(branch, documents, at))

  return {
    types: types === null ? null : types.filter((type) => type !== 'null'),
    nullable:
      types?.includes('null') === true ||
      symbols?.includes(null) === true ||
      constant === null ||
      branches.length < choice.length,
    properties,
    alternatives: () => {
      const found = branchProperties(parts, documents, at)
      return new Map([...found].filter(([name]) => !properties.has(name)))
    },
    additional: first((part) => {
      const schema = ownMember(part, 'additionalProperties')
      return schema !== undefined && speaking(schema) ? schema : undefined
    }),
    items: parts.some(isTuple)
      ? undefined
      : first((part) => {
          const schema = ownMember(part, 'items')
          return isJsonObject(schema) ? schema : undefined
        }),
    branches: branches.length === 0 ? null : branches,
    symbols,
    constant,
    annotation,
  }
}

function isNull(schema: JsonValue, documents: Documents, at: string): boolean {
  if (!isJsonObject(schema)) return false
  const parts = includedParts(schema, documents, at)
  if (declaredTypes(parts, at)?.every((type) => type === 'null') === true) return true
  return parts.some((part) => ownMember(part, 'const') === null)
}

function speaks(part: JsonObject): boolean {
  return SPEAKING.some((keyword) => Object.hasOwn(part, keyword))
}

/** What gives the first items schemas of their own: `items` then speaks of the rest, or is a list itself in older drafts. */
function isTuple(part: JsonObject): boolean {
  const first = arrayMember(part, 'prefixItems') ?? arrayMember(part, 'items') ?? []
  return first.length > 0
}

function arrayMember(part: JsonObject, name: string): readonly JsonValue[] | undefined {
  const member = ownMember(part, name)
  return Array.isArray(member) ? member : undefined
}

/** Of two with the same name the later one counts, as with Connect, unless it only validates. */
function mergedProperties(
  parts: readonly JsonObject[],
  speaking: (schema: JsonValue) => boolean,
): ReadonlyMap<string, JsonValue> {
  const merged = new Map<string, JsonValue>()
  for (const part of parts) {
    const properties = ownMember(part, 'properties')
    if (!isJsonObject(properties)) continue
    for (const [name, schema] of Object.entries(properties)) {
      if (!merged.has(name) || speaking(schema)) merged.set(name, schema)
    }
  }
  return merged
}
