import type { JsonObject, JsonValue } from '../../schema.ts'
import { writeJson } from '../json/write-json.ts'
import type { AvroType } from './avro-type.ts'

/** Members of a schema node that say nothing of its values, or that the type itself holds. */
const APART = new Set([
  ...['type', 'name', 'namespace', 'fields', 'items', 'values', 'symbols', 'size'],
  ...['doc', 'aliases', 'default', 'order'],
])

/** The same for two definitions that mean the same values: named types inside of them stand by name. */
export function definitionText(type: AvroType): string {
  return writeJson([propsOf(type.props), defined(type)])
}

function defined(type: AvroType): JsonValue {
  switch (type.kind) {
    case 'record':
      return type.fields.map((field) => [field.name, propsOf(field.props), used(field.type)])
    case 'enum':
      return type.symbols
    case 'fixed':
      return type.sizeBytes
    default:
      return used(type)
  }
}

function used(type: AvroType): JsonValue {
  switch (type.kind) {
    case 'record':
    case 'enum':
    case 'fixed':
      return [type.kind, type.fullName]
    case 'array':
      return [type.kind, propsOf(type.props), used(type.items)]
    case 'map':
      return [type.kind, propsOf(type.props), used(type.values)]
    case 'union':
      return [type.kind, ...type.branches.map(used)]
    default:
      return [type.kind, propsOf(type.props)]
  }
}

/** In the order of their names, which says nothing either. */
function propsOf(props: JsonObject): JsonValue {
  return Object.entries(props)
    .filter(([name]) => !APART.has(name))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
}
