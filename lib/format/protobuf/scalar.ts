import type { Reader } from 'protobufjs'
import { PROTOBUF_TYPE } from '../../schema/logical-type.ts'
import type { PrimitiveSchema, PrimitiveType, Value } from '../../schema.ts'
import { BYTES_WEIGHT } from '../value-budget.ts'
import type { Kind } from './kind.ts'
import { Misread } from './misread.ts'
import type { Room } from './room.ts'
import { readUtf8 } from './utf8.ts'
import { readFixed64, readInt64, readSfixed64, readSint64, readUint64 } from './wide-integer.ts'

type Read = (reader: Reader, room: Room) => Value

const VARINT = 0
const EIGHT_BYTES = 1
const LENGTH = 2
const FOUR_BYTES = 5

const NO_BYTES = Buffer.alloc(0)

/** Protobuf's scalar types: the type of Kafka Connect, the wire type, the value where none is written, the reader. */
const SCALARS: ReadonlyMap<string, readonly [PrimitiveType, Kind['wire'], Value, Read]> = new Map<
  string,
  readonly [PrimitiveType, Kind['wire'], Value, Read]
>([
  ['int32', ['int32', VARINT, 0, (reader) => reader.int32()]],
  ['sint32', ['int32', VARINT, 0, (reader) => reader.sint32()]],
  ['sfixed32', ['int32', FOUR_BYTES, 0, (reader) => reader.sfixed32()]],
  ['uint32', ['int64', VARINT, 0, (reader) => reader.uint32()]],
  ['fixed32', ['int64', FOUR_BYTES, 0, (reader) => reader.fixed32()]],
  ['int64', ['int64', VARINT, 0, readInt64]],
  ['sint64', ['int64', VARINT, 0, readSint64]],
  ['uint64', ['int64', VARINT, 0, readUint64]],
  ['fixed64', ['int64', EIGHT_BYTES, 0, readFixed64]],
  ['sfixed64', ['int64', EIGHT_BYTES, 0, readSfixed64]],
  ['float', ['float32', FOUR_BYTES, 0, (reader) => reader.float()]],
  ['double', ['float64', EIGHT_BYTES, 0, (reader) => reader.double()]],
  ['bool', ['boolean', VARINT, false, (reader) => reader.bool()]],
  ['string', ['string', LENGTH, '', readUtf8]],
  ['bytes', ['bytes', LENGTH, NO_BYTES, readBytes]],
])

/** Confluent's converter names the type of the integers that are not simply int32 or int64. */
const PLAIN = new Set(['int32', 'int64', 'float', 'double', 'bool', 'string', 'bytes'])

const KINDS: ReadonlyMap<string, Kind> = new Map(
  [...SCALARS].map(([type, [connect, wire, empty, read]]) => [
    type,
    {
      schema: scalarSchema(connect, type),
      wire,
      packs: wire !== LENGTH,
      empty,
      read,
      message: null,
    },
  ]),
)

const NARROW = { int8: 128, int16: 32_768 } as const

function readBytes(reader: Reader, room: Room): Uint8Array {
  room.charge(BYTES_WEIGHT)
  return reader.bytes()
}

/** How a scalar is read; null for the name of a message or an enum. */
export function scalarKind(type: string): Kind | null {
  return KINDS.get(type) ?? null
}

/** An int32 that its writer knows to be narrower (`connect.type` in Confluent's field_meta). */
export function narrowKind(kind: Kind, type: 'int8' | 'int16'): Kind {
  const bound = NARROW[type]
  return {
    ...kind,
    schema: scalarSchema(type, 'int32'),
    read(reader, room) {
      const value = kind.read(reader, room)
      if (typeof value === 'number' && value >= -bound && value < bound) return value
      throw new Misread('ERR_RECORD_OUT_OF_RANGE', `number outside ${type}`)
    },
  }
}

function scalarSchema(type: PrimitiveType, protobuf: string): PrimitiveSchema {
  return {
    type,
    optional: true,
    name: null,
    version: null,
    parameters: new Map(PLAIN.has(protobuf) ? [] : [[PROTOBUF_TYPE, protobuf]]),
    default: null,
  }
}
