import { parse, Root, types, Writer } from 'protobufjs'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import type { RegisteredSchema } from '../../../../lib/format/registry.ts'
import type { Schema, StructSchema, Value } from '../../../../lib/schema.ts'

type Scalar = 'int32' | 'int64' | 'uint32' | 'uint64' | 'double' | 'bool' | 'string' | 'bytes'

/** A message by its fields on the wire: number, type, value; messages are bytes. */
export function wire(
  ...fields: readonly (readonly [number, Scalar, number | string | boolean | Uint8Array])[]
): Buffer {
  const writer = new Writer()
  for (const [number, type, value] of fields) {
    writer.uint32((number << 3) | (types.basic[type] ?? 2))
    switch (type) {
      case 'bool':
        writer.bool(Boolean(value))
        break
      case 'string':
        writer.string(String(value))
        break
      case 'bytes':
        writer.bytes(value as Uint8Array)
        break
      case 'double':
        writer.double(Number(value))
        break
      default:
        writer[type](Number(value))
    }
  }
  return Buffer.from(writer.finish())
}

/** A body as Confluent frames it, its first message chosen. */
export function first(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.of(0), ...parts])
}

export function registered(
  text: string,
  references: RegisteredSchema['references'] = [],
): RegisteredSchema {
  return { type: 'PROTOBUF', text, references }
}

/** What is read of the first message of a file. */
export function read(
  text: string,
  body: Uint8Array,
): { readonly schema: Schema; readonly value: Value } {
  const codec = compileProtobuf(registered(text), 'confluent')
  return { schema: codec.schemaOf(first(body)), value: codec.decode(first(body)) }
}

/** The fields of the first message of a file, by name. */
export function fieldsOf(text: string): Readonly<Record<string, Schema>> {
  const schema = compileProtobuf(registered(text), 'confluent').schemaOf(Buffer.of(0))
  return membersOf(schema)
}

export function membersOf(schema: Schema | undefined): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    (schema as StructSchema).fields.map((field) => [field.name, field.schema]),
  )
}

/** A message as protobufjs writes it; its imports of google/protobuf are those of protobufjs itself. */
export function encode(text: string, message: string, value: object): Buffer {
  const root = new Root()
  parse(text, root, { keepCase: true })
  root.resolveAll()
  const type = root.lookupType(message)
  return Buffer.from(type.encode(type.fromObject(value)).finish())
}
