import { Enum, type Field, MapField, type Reader, type Type } from 'protobufjs'
import type { Schema, Field as SchemaField, StructSchema, Value } from '../../schema.ts'
import { enumKind } from './enum-kind.ts'
import { fieldParams } from './field-params.ts'
import {
  elementReader,
  type FieldReader,
  memberReader,
  NO_ITEMS,
  packedReader,
  type SetMember,
  singularReader,
  within,
} from './field-reader.ts'
import type { Kind, Row } from './kind.ts'
import { layoutOf } from './layout.ts'
import { entryReader, NO_ENTRIES } from './map-reader.ts'
import { finishFields, type MessageParts, NO_GROUP, newRow, readFields } from './message-reader.ts'
import type { Room } from './room.ts'
import { narrowKind, scalarKind } from './scalar.ts'
import { meaningOf } from './well-known-type.ts'

const LENGTH = 2
const GROUP = 3
const END_OF_GROUP = 4

const UNION = 'io.confluent.connect.protobuf.Union.'
const NO_PARAMS: ReadonlyMap<string, string> = new Map()

/** A message type, and how its fields are read. */
export interface Message {
  readonly type: Type
  readonly schema: StructSchema
  readonly parts: MessageParts
}

/**
 * Compiles a message type and those that it uses, each once.
 *
 * @param messages those that are compiled; takes the new ones in, half compiled ones where it throws
 */
export function compileMessage(type: Type, messages: Map<Type, Message>): Message {
  const known = messages.get(type)
  if (known !== undefined) return known
  const { oneofs, fields } = layoutOf(type)
  const members: SchemaField[] = []
  const message: Message = {
    type,
    schema: struct(type.name, members),
    parts: { readers: new Map(), names: new Map(), template: [], required: [], unfinished: [] },
  }
  messages.set(type, message)
  const { parts } = message
  for (const [at, { name, fieldsArray }] of oneofs.entries()) {
    const kindsOf = fieldsArray.map((field) => [field, kindOf(field, messages)] as const)
    members.push({
      name: `${name}_${at}`,
      schema: struct(
        UNION + name,
        kindsOf.map(([field, { schema }]) => ({ name: field.name, schema })),
      ),
    })
    addOneof(parts, name, kindsOf)
  }
  for (const field of fields)
    members.push({ name: field.name, schema: addField(parts, field, messages) })
  return message
}

function addOneof(
  { readers, names, template, unfinished }: MessageParts,
  name: string,
  members: readonly (readonly [Field, Kind])[],
): void {
  const slot = template.push(null) - 1
  for (const [at, [field, kind]] of members.entries()) {
    names.set(field.id, field.name)
    readers.set(tagOf(field, kind), memberReader(kind, slot, at, members.length))
  }
  const finishers = members.map(([, { message }]) => message?.finish ?? null)
  const empty: Row = new Array<Value>(members.length).fill(null)
  unfinished.push({
    slot,
    name,
    finish(set, room) {
      const [at, value] = set as SetMember
      const finish = finishers[at] ?? null
      const struct = empty.slice()
      struct[at] = finish === null ? value : finish(value as Row, room)
      return struct
    },
  })
}

/** Gives the schema of the field; its default is what the field means where nothing is written of it. */
function addField(parts: MessageParts, field: Field, messages: Map<Type, Message>): Schema {
  const { readers, names, template, required, unfinished } = parts
  const slot = template.length
  const kind = kindOf(field, messages)
  names.set(field.id, field.name)
  if (field instanceof MapField) {
    const keys = scalarOf(field.keyType)
    template.push(NO_ENTRIES)
    readers.set(tag(field.id, LENGTH), entryReader(keys, kind, slot))
    // A key that is not written is the empty one.
    const keySchema = { ...keys.schema, optional: false }
    return { type: 'map', keys: keySchema, values: kind.schema, ...UNNAMED, default: NO_ENTRIES }
  }
  const add = (tag: number, reader: FieldReader) => readers.set(tag, reader)
  if (field.repeated) {
    template.push(NO_ITEMS)
    add(tagOf(field, kind), elementReader(kind, slot))
    if (kind.packs) add(tag(field.id, LENGTH), packedReader(kind, slot))
    return { type: 'array', items: kind.schema, ...UNNAMED, default: NO_ITEMS }
  }
  template.push(field.hasPresence ? null : kind.empty)
  add(tagOf(field, kind), singularReader(kind, slot))
  if (field.required) required.push({ slot, name: field.name })
  const { message } = kind
  if (message !== null) {
    unfinished.push({
      slot,
      name: field.name,
      finish: (value, room) => message.finish(value as Row, room),
    })
  }
  const { empty, schema } = kind
  return field.hasPresence || empty === null ? schema : { ...schema, default: empty }
}

function kindOf(field: Field, messages: Map<Type, Message>): Kind {
  const { resolvedType } = field
  if (resolvedType instanceof Enum) return enumKind(resolvedType)
  if (resolvedType === null) {
    const kind = scalarOf(field.type)
    const narrow = fieldParams(field).get('connect.type')
    const narrows = (narrow === 'int8' || narrow === 'int16') && kind.schema.type === 'int32'
    return narrows ? narrowKind(kind, narrow) : kind
  }
  return messageKind(compileMessage(resolvedType, messages), field)
}

function messageKind(message: Message, field: Field): Kind {
  const { parts } = message
  const endTag = field.delimited && !field.map ? tag(field.id, END_OF_GROUP) : NO_GROUP
  const { schema, finish } = meant(message, fieldParams(field))
  function merge(reader: Reader, room: Room, before: Row | null): Row {
    if (endTag !== NO_GROUP) return readFields(parts, reader, room, before, endTag)
    return within(reader, () => readFields(parts, reader, room, before, NO_GROUP))
  }
  return {
    schema,
    wire: endTag === NO_GROUP ? LENGTH : GROUP,
    packs: false,
    empty: null,
    read: (reader, room) => finish(merge(reader, room, null), room),
    message: { merge, finish, nothing: (room) => finish(newRow(parts.template, room), room) },
  }
}

/** What a compiled message is: its struct, or what a well-known type makes of it. */
export function meant({ type, schema, parts }: Message, params = NO_PARAMS) {
  const meaning = meaningOf(type, params)
  return {
    schema: meaning?.schema ?? schema,
    finish(row: Row, room: Room): Value {
      finishFields(parts, row, room)
      return meaning === null ? row : meaning.valueOf(row, room)
    },
  }
}

function scalarOf(type: string): Kind {
  const kind = scalarKind(type)
  if (kind === null) throw new Error(`no type ${type}`)
  return kind
}

function tagOf(field: Field, { wire }: Kind): number {
  return tag(field.id, wire)
}

function tag(id: number, wire: number): number {
  return ((id << 3) | wire) >>> 0
}

const UNNAMED = {
  optional: true,
  name: null,
  version: null,
  parameters: NO_PARAMS,
  default: null,
} as const

function struct(name: string, fields: readonly SchemaField[]): StructSchema {
  return { type: 'struct', fields, ...UNNAMED, name }
}
