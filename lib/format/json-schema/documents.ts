import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { quoted } from '../member-path.ts'
import { atPointer } from './json-pointer.ts'
import { schemaFault } from './schema-fault.ts'

/** The schemas that a `$ref` can lead to. */
export interface Documents {
  /**
   * @param from the node that holds the `$ref`
   * @param at where it stands, for messages
   * @throws RecordError `ERR_RECORD_SCHEMA` where nothing has this name; nothing is fetched
   */
  resolve(ref: string, from: JsonObject, at: string): JsonValue

  /**
   * Counts schemas that are looked at: references let a short text stand for very many.
   * @throws RecordError `ERR_RECORD_SCHEMA` where it becomes too many
   */
  visit(schemas: number, at: string): void
}

/** Members that hold data or texts, in which `$id` is a word like any other. */
const OPAQUE = new Set(['const', 'enum', 'default', 'examples', 'connect.parameters'])

/** Members whose own members are schemas by any name, such as a property named `default`. */
const NAMED = new Set([
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
])

/** Far beyond what schemas of records come to; about half a second of work. */
const MOST_VISITS = 1_000_000

/** As many characters of names are as much work as to look at a schema. */
const NAME_CHARACTERS = 64

const ANCHORS = ['$anchor', '$dynamicAnchor'] as const

/**
 * Learns the identifiers (`$id`, `id` of draft 4, anchors) of a schema and of those that it refers to. A reference
 * is known by the name that its referrer writes, and by its own `$id`.
 */
export function createDocuments(
  root: JsonValue,
  references: readonly { readonly name: string; readonly node: JsonValue }[],
): Documents {
  const byName = new Map<string, JsonValue>()
  const bases = new Map<JsonObject, string>()
  let visits = 0
  for (const { name, node } of references) {
    learn(node, withoutFragment(name))
    remember(name, node)
    remember(withoutFragment(name), node)
  }
  learn(root, '')
  remember('', root)
  const rootBase = isJsonObject(root) ? (bases.get(root) ?? '') : ''
  for (const { name, node } of references) remember(absolute(name, rootBase), node)

  return {
    visit,
    resolve(ref, from, at) {
      const base = bases.get(from) ?? ''
      visit(1 + (ref.length + base.length) / NAME_CHARACTERS, at)
      for (const name of [ref, absolute(ref, base)]) {
        const found = find(name, base)
        if (found !== undefined) return found
      }
      throw schemaFault(
        at,
        `$ref ${quoted(ref)} leads to no schema; register it as a reference of this one, under that name`,
      )
    },
  }

  function visit(schemas: number, at: string): void {
    visits += schemas
    if (visits <= MOST_VISITS) return
    throw schemaFault(at, 'its references make it larger than any that is read; refer to less')
  }

  function find(name: string, base: string): JsonValue | undefined {
    const known = byName.get(name)
    if (known !== undefined) return known
    const document = withoutFragment(name) || base
    const fragment = decoded(name.slice(withoutFragment(name).length + 1))
    if (fragment !== '' && !fragment.startsWith('/')) return byName.get(`${document}#${fragment}`)
    const start = byName.get(document)
    return start === undefined ? undefined : atPointer(start, fragment)
  }

  function learn(node: JsonValue, outer: string): void {
    if (Array.isArray(node)) for (const item of node) learn(item, outer)
    if (!isJsonObject(node)) return
    const base = identify(node, outer)
    if (base !== outer) visit((base.length + outer.length) / NAME_CHARACTERS, '')
    bases.set(node, base)
    for (const [name, member] of Object.entries(node)) {
      if (NAMED.has(name) && isJsonObject(member)) learn(Object.values(member), base)
      else if (!OPAQUE.has(name)) learn(member, base)
    }
  }

  /** The base that the `$ref`s in this node are relative to. */
  function identify(node: JsonObject, outer: string): string {
    const id = ownMember(node, '$id') ?? ownMember(node, 'id')
    const base = typeof id === 'string' ? withoutFragment(absolute(id, outer)) : outer
    if (typeof id === 'string') {
      remember(id.startsWith('#') ? `${outer}${id}` : absolute(id, outer), node)
      if (!id.startsWith('#')) remember(base, node)
    }
    for (const keyword of ANCHORS) {
      const anchor = ownMember(node, keyword)
      if (typeof anchor === 'string') remember(`${base}#${anchor}`, node)
    }
    return base
  }

  /** The first of two with the same name counts. */
  function remember(name: string, node: JsonValue): void {
    if (!byName.has(name)) byName.set(name, node)
  }
}

function withoutFragment(name: string): string {
  const at = name.indexOf('#')
  return at < 0 ? name : name.slice(0, at)
}

/** As RFC 3986 resolves it; a name that no URL can be made of stays as it is. */
function absolute(name: string, base: string): string {
  if (name.startsWith('#')) return base + name
  return URL.parse(name, base)?.href ?? name
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
