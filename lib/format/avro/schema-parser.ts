import type { JsonObject, JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import { memberPath, quoted } from '../member-path.ts'
import type {
  AvroType,
  EnumType,
  FixedType,
  PrimitiveName,
  RecordField,
  RecordType,
} from './avro-type.ts'
import { propOf } from './connect-metadata.ts'
import { definitionText } from './definition-text.ts'
import { Definitions, definedName } from './definitions.ts'
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

/** Far beyond any table, and below the most parameters that a generated reader may have. */
const MOST_TYPES = 50_000
/** More than JSON nests; keeps definitions that lead to each other from filling the stack. */
const DEEPEST = 1500

type NamedType = RecordType | EnumType | FixedType
type Writable<Node> = { -readonly [Member in keyof Node]: Node[Member] }
type OpenRecord = Writable<RecordType> & { fields: RecordField[] }

/** A type that was defined before. */
interface Repetition {
  readonly first: AvroType
  readonly again: AvroType
  readonly name: string
  readonly path: string
}

/**
 * Reads Avro schemas that share their names: what one text defines, the next may refer to. As lenient as the Java
 * registries, which do not look at defaults, aliases and the characters of names, take a type before its definition and
 * let a definition be repeated.
 */
export class SchemaParser {
  readonly #definitions = new Definitions()
  readonly #named = new Map<string, AvroType>()
  readonly #byNode = new Map<JsonObject, AvroType>()
  readonly #open = new Map<AvroType, OpenRecord>()
  readonly #repetitions: Repetition[] = []
  #types = 0
  #depth = 0

  /**
   * @param path where the node stands, for messages
   * @throws RecordError `ERR_RECORD_SCHEMA`
   */
  parse(node: JsonValue, path: string): AvroType {
    this.#definitions.learn(node, '')
    const type = this.#type(node, path, '')
    for (const { first, again, name, path } of this.#repetitions.splice(0)) {
      if (definitionText(first) === definitionText(again)) continue
      throw schemaFault(path, `${quoted(name)} is defined twice, and not alike`)
    }
    return type
  }

  #type(node: JsonValue | undefined, path: string, namespace: string): AvroType {
    this.#types += 1
    if (this.#types > MOST_TYPES) {
      throw schemaFault(path, `more than ${MOST_TYPES} types, the most that is read`)
    }
    this.#depth += 1
    if (this.#depth > DEEPEST)
      throw schemaFault(path, `more than ${DEEPEST} types lead from one to the next`)
    const type = this.#typeOf(node, path, namespace)
    this.#depth -= 1
    return type
  }

  #typeOf(node: JsonValue | undefined, path: string, namespace: string): AvroType {
    if (typeof node === 'string') return this.#reference(node, NO_PROPS, path, namespace)
    if (isArray(node)) return this.#union(node, path, namespace)
    if (!isJsonObject(node)) throw schemaFault(path, 'a type is a name, an object or an array')
    const known = this.#byNode.get(node)
    if (known !== undefined) return this.#used(known)
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
        const items = this.#type(propOf(node, 'items'), `${path}[]`, namespace)
        return { kind: 'array', items, props: node, extent: containerExtent(items, path) }
      }
      case 'map': {
        const values = this.#type(propOf(node, 'values'), `${path}[value]`, namespace)
        return { kind: 'map', values, props: node, extent: containerExtent(values, path) }
      }
      default:
        if (typeof type === 'string') return this.#reference(type, node, path, namespace)
        // Some writers wrap a type in an object once more; the wrapper says nothing.
        return this.#type(type, path, namespace)
    }
  }

  /** A name without a namespace may also stand for a type that has none, as Java has it. */
  #reference(name: string, props: JsonObject, path: string, namespace: string): AvroType {
    if (isPrimitive(name)) return { kind: name, props, extent: primitiveExtent(name) }
    const full = fullName(name, namespace)
    const found = this.#named.get(full) ?? this.#named.get(name)
    if (found !== undefined) return this.#used(found)
    const ahead = this.#definitions.find(full)
    if (ahead !== undefined) return this.#type(ahead.node, pathOf(full), ahead.namespace)
    throw schemaFault(
      path,
      `unknown type ${quoted(name)}; define it in the schema, or register its schema as a reference`,
    )
  }

  #used(type: AvroType): AvroType {
    const open = this.#open.get(type)
    if (open !== undefined) open.recursive = true
    return type
  }

  #record(node: JsonObject, path: string, namespace: string): AvroType {
    const name = nameOf(node, path, namespace)
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
    const defined = this.#define(name, record, path)
    if (defined === record) this.#open.set(record, record)
    const names = new Set<string>()
    for (const field of nodes) {
      const fieldName = isJsonObject(field) ? propOf(field, 'name') : undefined
      if (!isJsonObject(field) || typeof fieldName !== 'string' || fieldName === '') {
        throw schemaFault(path, 'each field of a record needs "name"')
      }
      const at = memberPath(pathOf(name), fieldName)
      if (names.has(fieldName)) throw schemaFault(at, 'two fields have this name')
      names.add(fieldName)
      const type = this.#type(propOf(field, 'type'), at, namespaceOf(name))
      record.fields.push({ name: fieldName, type, props: field })
    }
    const members = record.fields.map(({ type }) => type)
    record.extent = recordExtent(members, path)
    this.#open.delete(record)
    return this.#used(defined)
  }

  #enum(node: JsonObject, path: string, namespace: string): AvroType {
    const name = nameOf(node, path, namespace)
    const symbols = propOf(node, 'symbols')
    if (!isArray(symbols) || !symbols.every((symbol) => typeof symbol === 'string')) {
      throw schemaFault(path, 'an enum needs "symbols", an array of strings')
    }
    const extent = leafExtent(1)
    return this.#define(name, { kind: 'enum', fullName: name, symbols, props: node, extent }, path)
  }

  #fixed(node: JsonObject, path: string, namespace: string): AvroType {
    const name = nameOf(node, path, namespace)
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
      const branch = this.#type(node, at, namespace)
      const name = 'fullName' in branch ? `${branch.kind} ${branch.fullName}` : branch.kind
      if (name === 'union') throw schemaFault(at, 'a union stands directly in a union')
      if (names.has(name)) throw schemaFault(at, `two branches are ${quoted(name)}`)
      names.add(name)
      return branch
    })
    return { kind: 'union', branches, props: NO_PROPS, extent: unionExtent(branches, path) }
  }

  /** The type that the name stands for from here on: the first of those that are alike. */
  #define(name: string, type: NamedType, path: string): AvroType {
    const first = this.#named.get(name) ?? type
    this.#byNode.set(type.props, first)
    this.#named.set(name, first)
    if (first !== type) this.#repetitions.push({ first, again: type, name, path })
    return first
  }
}

function nameOf(node: JsonObject, path: string, enclosing: string): string {
  const name = definedName(node, enclosing)
  if (name === null) throw schemaFault(path, 'a record, an enum and a fixed need "name"')
  if (isPrimitive(name)) throw schemaFault(path, `${quoted(name)} is the name of a primitive`)
  return name
}

function isPrimitive(name: string): name is PrimitiveName {
  return PRIMITIVES.includes(name)
}

function isArray(node: JsonValue | undefined): node is readonly JsonValue[] {
  return Array.isArray(node)
}
