import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { writeJson } from '../json/write-json.ts'
import type { Documents } from './documents.ts'
import { includedParts } from './included-parts.ts'

const CHOICES = ['oneOf', 'anyOf'] as const
const CONDITIONS = ['if', 'then', 'else'] as const
/** As many characters of what branches describe are as much work as to look at a schema. */
const CHARACTERS = 64

const DEPENDENCIES = ['dependentSchemas', 'dependencies'] as const

/**
 * The properties that only some values have: those that the branches of `oneOf` and `anyOf`, of conditions and
 * dependencies name, at any depth. Where they describe one name differently, it is whichever of the listed symbols, or
 * else any JSON.
 *
 * @param parts the schema itself and all that it includes
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export function branchProperties(
  parts: readonly JsonObject[],
  documents: Documents,
  at: string,
): ReadonlyMap<string, JsonValue> {
  const described = new Map<string, JsonValue[]>()
  const pending = new Set(parts)
  // What is added while it is walked is walked, too.
  for (const part of pending) {
    for (const branch of branchesOf(part)) {
      if (!isJsonObject(branch)) continue
      for (const included of includedParts(branch, documents, at)) {
        if (pending.has(included)) continue
        pending.add(included)
        collect(included)
      }
    }
  }
  const written = (schema: JsonValue): string => {
    const text = writeJson(schema)
    documents.visit(1 + text.length / CHARACTERS, at)
    return text
  }
  return new Map([...described].map(([name, schemas]) => [name, common(schemas, written)]))

  function collect(part: JsonObject): void {
    const properties = ownMember(part, 'properties')
    if (!isJsonObject(properties)) return
    documents.visit(Object.keys(properties).length, at)
    for (const [name, schema] of Object.entries(properties)) {
      // The branch forbids it.
      if (schema === false) continue
      const known = described.get(name)
      if (known === undefined) described.set(name, [schema])
      else known.push(schema)
    }
  }
}

function branchesOf(part: JsonObject): readonly JsonValue[] {
  return [
    ...CHOICES.flatMap((name) => {
      const branches = ownMember(part, name)
      return Array.isArray(branches) ? branches : []
    }),
    ...CONDITIONS.flatMap((name) => ownMember(part, name) ?? []),
    ...DEPENDENCIES.flatMap((name) => {
      const byProperty = ownMember(part, name)
      return isJsonObject(byProperty) ? Object.values(byProperty) : []
    }),
  ]
}

/** One schema for what several branches describe. */
function common(schemas: readonly JsonValue[], written: (schema: JsonValue) => string): JsonValue {
  const [first = true] = schemas
  if (schemas.length === 1) return first
  const text = written(first)
  if (schemas.every((schema) => schema === first || written(schema) === text)) return first
  const symbols = schemas.map(symbolsOf)
  return symbols.every((listed) => listed !== null) ? { enum: symbols.flat() } : true
}

function symbolsOf(schema: JsonValue): readonly JsonValue[] | null {
  if (!isJsonObject(schema)) return null
  const [listed, constant] = [ownMember(schema, 'enum'), ownMember(schema, 'const')]
  if (Array.isArray(listed)) return listed
  return constant === undefined ? null : [constant]
}
