import type { Reader } from 'protobufjs'
import type { Value } from '../../schema.ts'
import { MAP_WEIGHT } from '../value-budget.ts'
import { type FieldReader, within } from './field-reader.ts'
import type { Kind, Row } from './kind.ts'
import { Misread } from './misread.ts'
import type { Room } from './room.ts'

/** Shared by all rows in which nothing is written of a map. */
export const NO_ENTRIES: ReadonlyMap<Value, Value> = new Map()

const KEY = 1
const VALUE = 2

/** A key and a value. */
const ENTRY_WEIGHT = 2

/** One entry of a map: a message of key and value, either of which may be absent. The last entry of a key counts. */
export function entryReader(keys: Kind, values: Kind, slot: number): FieldReader {
  const keyTag = (KEY << 3) | keys.wire
  const valueTag = (VALUE << 3) | values.wire

  function readEntry(entries: Map<Value, Value>, reader: Reader, room: Room): void {
    let key: Value = keys.empty
    let value: Value | undefined = values.empty
    let row: Row | null = null
    while (reader.pos < reader.len) {
      const tag = reader.tag()
      if (tag === keyTag) key = keys.read(reader, room) ?? keys.empty
      else if (tag !== valueTag) skipOther(reader, tag)
      else if (values.message === null) value = values.read(reader, room)
      else row = values.message.merge(reader, room, row)
    }
    if (values.message !== null) {
      value = row === null ? values.message.nothing(room) : values.message.finish(row, room)
    }
    room.charge(ENTRY_WEIGHT)
    if (value !== undefined) entries.set(key, value)
  }

  return (row, reader, room) => {
    const entries = entriesOf(row, slot, room)
    within(reader, () => readEntry(entries, reader, room))
  }
}

function skipOther(reader: Reader, tag: number): void {
  const field = tag >>> 3
  if (field === KEY || field === VALUE) {
    throw new Misread(
      'ERR_RECORD_UNDECODABLE',
      `an entry of wire type ${tag & 7}, not what its type has`,
    )
  }
  reader.skipType(tag & 7, 0, field)
}

function entriesOf(row: Row, slot: number, room: Room): Map<Value, Value> {
  const entries = row[slot] as Map<Value, Value>
  if (entries !== NO_ENTRIES) return entries
  room.charge(MAP_WEIGHT)
  const own = new Map<Value, Value>()
  row[slot] = own
  return own
}
