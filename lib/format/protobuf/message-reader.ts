import type { Reader } from 'protobufjs'
import type { Value } from '../../schema.ts'
import { LIST_WEIGHT } from '../value-budget.ts'
import type { FieldReader } from './field-reader.ts'
import type { Row } from './kind.ts'
import { Misread, misreadIn } from './misread.ts'
import type { Room } from './room.ts'

/** What a message's type knows of its fields; filled while types are compiled, as types may lead back to themselves. */
export interface MessageParts {
  /** By the whole tag: field number and wire type. */
  readonly readers: Map<number, FieldReader>
  /** By field number. */
  readonly names: Map<number, string>
  /** The row of a message of which nothing is written. */
  readonly template: Row
  readonly required: { readonly slot: number; readonly name: string }[]
  /** What still holds rows of messages when everything is read. */
  readonly unfinished: {
    readonly slot: number
    readonly name: string
    finish(value: Value, room: Room): Value
  }[]
}

/** Stands for the end tag of a message that no group encloses. */
export const NO_GROUP = -1

/** Reads fields up to the end of the bytes, or up to `endTag`. */
export function readFields(
  parts: MessageParts,
  reader: Reader,
  room: Room,
  before: Row | null,
  endTag: number,
): Row {
  const { readers, template } = parts
  room.enter()
  const row = before ?? newRow(template, room)
  let tag = 0
  try {
    while (reader.pos < reader.len) {
      tag = 0
      tag = reader.tag()
      const read = readers.get(tag)
      if (read !== undefined) read(row, reader, room)
      else if (tag === endTag) break
      else skip(parts, reader, tag)
    }
  } catch (fault) {
    throw misreadIn(parts.names.get(tag >>> 3), fault)
  }
  if (tag !== endTag && endTag !== NO_GROUP) {
    throw new Misread('ERR_RECORD_UNDECODABLE', 'a group without its end')
  }
  room.leave()
  return row
}

/** The row of a message of which nothing has been read. Two bytes may stand for a thousand absent fields. */
export function newRow(template: Row, room: Room): Row {
  room.charge(template.length + LIST_WEIGHT)
  return template.slice()
}

/** @throws Misread where a required field is missing, or a value means nothing */
export function finishFields(parts: MessageParts, row: Row, room: Room): void {
  for (const { slot, name } of parts.required) {
    if (row[slot] !== null) continue
    throw misreadIn(name, new Misread('ERR_RECORD_UNDECODABLE', 'required, but not written'))
  }
  for (const { slot, name, finish } of parts.unfinished) {
    const value = row[slot] ?? null
    if (value === null) continue
    try {
      row[slot] = finish(value, room)
    } catch (fault) {
      throw misreadIn(name, fault)
    }
  }
}

/** Unknown fields are ignored; a known one of another wire type was written with another schema. */
function skip({ names }: MessageParts, reader: Reader, tag: number): void {
  const [field, wire] = [tag >>> 3, tag & 7]
  if (names.has(field)) {
    throw new Misread(
      'ERR_RECORD_UNDECODABLE',
      `written as wire type ${wire}, which its type does not have: another schema's record, or damaged`,
    )
  }
  reader.skipType(wire, 0, field)
}
