import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { memberPath, quoted } from '../member-path.ts'
import type { AvroType, PrimitiveName, RecordField, RecordType } from './avro-type.ts'
import { propOf } from './connect-metadata.ts'
import {
  containerExtent,
  leafExtent,
  OPEN,
  primitiveExtent,
  recordExtent,
  unionExtent,
} from './extent.ts'
import { fullName, namespaceOf, pathOf } from './full-name.ts'
import { schemaFault } from './schema-fault.ts'

const PRIMITIVES: readonly string[] = [
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
] satisfies readonly PrimitiveName[]

const NO_PROPS: JsonObject = {}
const MOST_BYTES = 2_147_483_647

type Writable<Node> = { -readonly [Member in keyof Node]: Node[Member] }
type OpenRecord = Writable<RecordType> & { fields: RecordField[] }

/**
 * Reads Avro schemas that share their names: what one text defines, the next may refer to. As lenient as the Java
 * registries, which do not look at defaults, aliases and the characters of names.
 */
export class SchemaParser {
  readonly #named = new Map<string, AvroType>()
  readonly #open = new Map<AvroType, OpenRecord>()

  /**
   * @param path where the node stands, for messages
   * @throws RecordError `ERR_RECORD_SCHEMA`
   */
  parse(node: JsonValue | undefined, path: string, namespace = ''): AvroType {
    if (typeof node === 'string') return this.#reference(node, NO_PROPS, path, namespace)
    if (isArray(node)) return this.#union(node, path, namespace)
    if (!isJsonObject(node)) throw schemaFault(path, 'a type is a name, an object or an array')
    const type = propOf(node, 'type')
    switch (type) {
      case 'record':
      case 'error':
        return this.#record(node, path, namespace)
      case 'enum':
        return this.#enum(node, path, namespace)
      case 'fixed':
        return this.#fixed(node, path, namespace)
      case 'array': {
        const items = this.parse(propOf(node, 'items'), `${path}[]`, namespace)
        return { kind: 'array', items, props: node, extent: containerExtent(items, path) }
      }
      case 'map': {
        const values = this.parse(propOf(node, 'values'), `${path}[value]`, namespace)
        return { kind: 'map', values, props: node, extent: containerExtent(values, path) }
      }
      default:
        if (typeof type === 'string') return this.#reference(type, node, path, namespace)
        // Some writers wrap a type in an object once more; the wrapper says nothing.
        return this.parse(type, path, namespace)
    }
  }

  /** A name without a namespace may also stand for a type that has none, as Java has it. */
  #reference(name: string, props: JsonObject, path: string, namespace: string): AvroType {
    if (isPrimitive(name)) return { kind: name, props, extent: primitiveExtent(name) }
    const found = this.#named.get(fullName(name, namespace)) ?? this.#named.get(name)
    if (found === undefined) {
      throw schemaFault(
        path,
        `unknown type ${quoted(name)}; a type must be defined before it is used`,
      )
    }
    const open = this.#open.get(found)
    if (open !== undefined) open.recursive = true
    return found
  }

  #record(node: JsonObject, path: string, namespace: string): RecordType {
    const name = definedName(node, path, namespace)
    const nodes = propOf(node, 'fields')
    if (!isArray(nodes)) throw schemaFault(path, 'a record needs "fields", an array')
    const record: OpenRecord = {
      kind: 'record',
      fullName: name,
      fields: [],
      props: node,
      extent: OPEN,
      recursive: false,
    }
    this.#define(name, record, path)
    this.#open.set(record, record)
    const names = new Set<string>()
    for (const field of nodes) {
      const fieldName = isJsonObject(field) ? propOf(field, 'name') : undefined
      if (!isJsonObject(field) || typeof fieldName !== 'string' || fieldName === '') {
        throw schemaFault(path, 'each field of a record needs "name"')
      }
      const at = memberPath(pathOf(name), fieldName)
      if (names.has(fieldName)) throw schemaFault(at, 'two fields have this name')
      names.add(fieldName)
      const type = this.parse(propOf(field, 'type'), at, namespaceOf(name))
      record.fields.push({ name: fieldName, type, props: field })
    }
    const members = record.fields.map(({ type }) => type)
    record.extent = recordExtent(members, path)
    this.#open.delete(record)
    return record
  }

  #enum(node: JsonObject, path: string, namespace: string): AvroType {
    const name = definedName(node, path, namespace)
    const symbols = propOf(node, 'symbols')
    if (!isArray(symbols) || !symbols.every((symbol) => typeof symbol === 'string')) {
      throw schemaFault(path, 'an enum needs "symbols", an array of strings')
    }
    const extent = leafExtent(1)
    return this.#define(name, { kind: 'enum', fullName: name, symbols, props: node, extent }, path)
  }

  #fixed(node: JsonObject, path: string, namespace: string): AvroType {
    const name = definedName(node, path, namespace)
    const sizeBytes = propOf(node, 'size')
    if (
      typeof sizeBytes !== 'number' ||
      !Number.isInteger(sizeBytes) ||
      sizeBytes < 0 ||
      sizeBytes > MOST_BYTES
    ) {
      throw schemaFault(path, `a fixed needs "size", an integer from 0 to ${MOST_BYTES}`)
    }
    const extent = leafExtent(sizeBytes)
    return this.#define(
      name,
      { kind: 'fixed', fullName: name, sizeBytes, props: node, extent },
      path,
    )
  }

  #union(nodes: readonly JsonValue[], path: string, namespace: string): AvroType {
    const names = new Set<string>()
    const branches = nodes.map((node, index) => {
      const at = `${path}[branch ${index}]`
      const branch = this.parse(node, at, namespace)
      const name = 'fullName' in branch ? `${branch.kind} ${branch.fullName}` : branch.kind
      if (name === 'union') throw schemaFault(at, 'a union stands directly in a union')
      if (names.has(name)) throw schemaFault(at, `two branches are ${quoted(name)}`)
      names.add(name)
      return branch
    })
    return { kind: 'union', branches, props: NO_PROPS, extent: unionExtent(branches, path) }
  }

  #define<Named extends AvroType>(name: string, type: Named, path: string): Named {
    if (this.#named.has(name)) throw schemaFault(path, `${quoted(name)} is defined twice`)
    this.#named.set(name, type)
    return type
  }
}

function definedName(node: JsonObject, path: string, enclosing: string): string {
  const name = propOf(node, 'name')
  if (typeof name !== 'string' || name === '') {
    throw schemaFault(path, 'a record, an enum and a fixed need "name"')
  }
  const namespace = propOf(node, 'namespace')
  const defined = fullName(name, typeof namespace === 'string' ? namespace : enclosing)
  if (isPrimitive(defined)) throw schemaFault(path, `${quoted(defined)} is the name of a primitive`)
  return defined
}

function isPrimitive(name: string): name is PrimitiveName {
  return PRIMITIVES.includes(name)
}

function isArray(node: JsonValue | undefined): node is readonly JsonValue[] {
  return Array.isArray(node)
}
