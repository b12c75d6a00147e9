import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import type { Documents } from './documents.ts'
import { schemaFault } from './schema-fault.ts'

/** Far beyond what anybody writes; keeps a chain of references from filling the stack. */
const LONGEST_CHAIN = 100

const REFS = ['$ref', '$dynamicRef', '$recursiveRef'] as const

/** What a schema refers to; the dynamic kinds are read as if they were plain. */
function refOf(node: JsonObject): string | undefined {
  for (const keyword of REFS) {
    const ref = ownMember(node, keyword)
    if (typeof ref === 'string') return ref
  }
  return undefined
}

/** Beside a `$ref`, these leave what it leads to as it is. */
const SILENT = new Set([
  ...REFS,
  '$schema',
  '$id',
  'id',
  '$anchor',
  '$dynamicAnchor',
  '$comment',
  '$defs',
  'definitions',
  'description',
  'examples',
  'readOnly',
  'writeOnly',
  'deprecated',
  'connect.index',
])

/** What a schema leads to that is a `$ref` and says nothing more; undefined for any other. */
export function onlyReferred(
  node: JsonObject,
  documents: Documents,
  at: string,
): JsonValue | undefined {
  const ref = refOf(node)
  if (ref === undefined || Object.keys(node).some((name) => !SILENT.has(name))) return undefined
  return documents.resolve(ref, node, at)
}

/**
 * The schema itself and all that it includes by `$ref` and `allOf`, each once, in the order of inclusion.
 *
 * @throws RecordError `ERR_RECORD_SCHEMA` where it includes itself, which says nothing at all
 */
export function includedParts(
  node: JsonObject,
  documents: Documents,
  at: string,
): readonly JsonObject[] {
  const parts: JsonObject[] = []
  const done = new Set<JsonObject>()
  const way = new Set<JsonObject>()
  include(node)
  return parts

  function include(part: JsonValue): void {
    if (!isJsonObject(part) || done.has(part)) return
    if (way.has(part)) throw schemaFault(at, 'refers to itself without a value in between')
    if (way.size >= LONGEST_CHAIN) {
      throw schemaFault(at, `more than ${LONGEST_CHAIN} references lead from one to the next`)
    }
    documents.visit(1, at)
    way.add(part)
    parts.push(part)
    const ref = refOf(part)
    if (ref !== undefined) include(documents.resolve(ref, part, at))
    const all = ownMember(part, 'allOf')
    if (Array.isArray(all)) for (const schema of all) include(schema)
    way.delete(part)
    done.add(part)
  }
}
