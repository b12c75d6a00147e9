import { fullName, namespaceOf } from '../../../../lib/format/avro/full-name.ts'
import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { isJsonObject, ownMember } from '../../../../lib/format/json/json-object.ts'
import type { JsonValue } from '../../../../lib/schema.ts'
import type { SchemaType } from '../../registry/stored-schema.ts'

/**
 * Whether a schema refers to another of the same type by this name: an Avro full name that it does not define itself, an
 * import path of Protobuf, the beginning of a `$ref` in JSON Schema.
 */
export function refersTo(type: SchemaType, text: string, name: string): boolean {
  switch (type) {
    case 'AVRO':
      return foreignNames(text).has(name)
    case 'PROTOBUF':
      return importPaths(text).includes(name)
    case 'JSON':
      // What is not used does no harm there: only a `$ref` opens it.
      return true
    default:
      return type satisfies never
  }
}

function importPaths(text: string): readonly string[] {
  const imports = text.matchAll(/\bimport\s+(?:(?:public|weak)\s+)?(?:"([^"]*)"|'([^']*)')/g)
  return [...imports].map(([, double, single]) => double ?? single ?? '')
}

/** Names of types that an Avro schema uses and does not define; none where it is no JSON, which the sink will tell. */
function foreignNames(text: string): ReadonlySet<string> {
  let root: JsonValue
  try {
    root = parseJson(text)
  } catch {
    return new Set()
  }
  const used = new Set<string>()
  const defined = new Set<string>()

  function walk(node: JsonValue | undefined, namespace: string): void {
    if (typeof node === 'string') {
      used.add(fullName(node, namespace))
      used.add(node)
    } else if (Array.isArray(node)) {
      for (const branch of node) walk(branch, namespace)
    } else if (isJsonObject(node)) {
      walkObject((member) => ownMember(node, member), namespace)
    }
  }

  function walkObject(member: (name: string) => JsonValue | undefined, enclosing: string): void {
    const name = member('name')
    const own = member('namespace')
    const full =
      typeof name === 'string' ? fullName(name, typeof own === 'string' ? own : enclosing) : ''
    switch (member('type')) {
      case 'record':
      case 'error': {
        defined.add(full)
        const fields = member('fields')
        for (const field of Array.isArray(fields) ? fields : []) {
          if (isJsonObject(field)) walk(ownMember(field, 'type'), namespaceOf(full))
        }
        return
      }
      case 'enum':
      case 'fixed':
        defined.add(full)
        return
      case 'array':
        walk(member('items'), enclosing)
        return
      case 'map':
        walk(member('values'), enclosing)
        return
      default:
        walk(member('type'), enclosing)
    }
  }

  walk(root, '')
  return new Set([...used].filter((name) => !defined.has(name)))
}
