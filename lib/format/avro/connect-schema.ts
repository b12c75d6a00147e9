import { ENUM } from '../../schema/logical-type.ts'
import type { Field, Schema, StructSchema } from '../../schema.ts'
import { memberPath } from '../member-path.ts'
import type {
  ArrayType,
  AvroType,
  EnumType,
  MapType,
  RecordField,
  RecordType,
} from './avro-type.ts'
import { BARE } from './bare-schema.ts'
import { connectParameters, connectVersion, nameOf } from './connect-metadata.ts'
import { pathOf } from './full-name.ts'
import { leafSchema } from './leaf-schema.ts'
import { mapEntryOf } from './map-entry.ts'
import { unionShape } from './union-shape.ts'

const UNION = 'io.confluent.connect.avro.Union'
const STRING: Schema = { ...BARE, type: 'string' }

/** Avro types → schemas in the terms of Kafka Connect, as Confluent's converter maps them; a record or an enum always to the same object. */
export class ConnectSchemas {
  readonly #named = new Map<RecordType | EnumType, Schema>()

  /**
   * @param path where the type stands, for messages
   * @throws RecordError `ERR_RECORD_SCHEMA`
   */
  of(type: AvroType, path: string): Schema {
    switch (type.kind) {
      case 'record':
        return this.#named.get(type) ?? this.#record(type)
      case 'enum':
        return this.#named.get(type) ?? this.#enum(type)
      case 'array': {
        const entry = mapEntryOf(type.items)
        const base = described(type)
        if (entry === null) {
          return { ...base, type: 'array', items: this.of(type.items, `${path}[]`) }
        }
        const keys = this.of(entry.keys, `${path}[key]`)
        return { ...base, type: 'map', keys, values: this.of(entry.values, `${path}[value]`) }
      }
      case 'map': {
        const values = this.of(type.values, `${path}[value]`)
        return { ...described(type), type: 'map', keys: STRING, values }
      }
      case 'union': {
        const shape = unionShape(type, path)
        if (shape.kind === 'single') {
          const schema = this.of(shape.type, path)
          return shape.optional ? { ...schema, optional: true } : schema
        }
        const fields = shape.members.map((member) => this.#member(member.name, member.type, path))
        return { ...BARE, type: 'struct', fields, name: UNION, optional: shape.optional }
      }
      default:
        return leafSchema(type)
    }
  }

  #member(name: string, type: AvroType, path: string): Field {
    return { name, schema: { ...this.of(type, memberPath(path, name)), optional: true } }
  }

  #enum(type: EnumType): Schema {
    const { props, symbols } = type
    const parameters = new Map([...connectParameters(props), ['allowed', symbols.join(',')]])
    const version = connectVersion(props)
    const schema: Schema = { ...BARE, type: 'string', name: ENUM, version, parameters }
    this.#named.set(type, schema)
    return schema
  }

  /** Known before its members are, which may lead back to it. */
  #record(type: RecordType): StructSchema {
    const fields: Field[] = []
    const schema: StructSchema = { ...described(type), type: 'struct', fields }
    this.#named.set(type, schema)
    const path = pathOf(type.fullName)
    for (const field of type.fields) {
      const ofType = this.of(field.type, memberPath(path, field.name))
      fields.push({ name: field.name, schema: withParameters(ofType, field) })
    }
    return schema
  }
}

function described(type: ArrayType | MapType | RecordType) {
  const { props } = type
  return {
    ...BARE,
    name: nameOf(props, type.kind === 'record' ? type.fullName : null),
    version: connectVersion(props),
    parameters: connectParameters(props),
  }
}

/** Parameters may stand at the field where several fields share a named type. */
function withParameters(schema: Schema, field: RecordField): Schema {
  const parameters = connectParameters(field.props)
  if (parameters.size === 0) return schema
  return { ...schema, parameters: new Map([...schema.parameters, ...parameters]) }
}
