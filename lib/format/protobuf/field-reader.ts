import type { Reader } from 'protobufjs'
import type { Value } from '../../schema.ts'
import { LIST_WEIGHT } from '../value-budget.ts'
import type { Kind, Row } from './kind.ts'
import type { Room } from './room.ts'

/** Reads one occurrence of a field into the row of its message. */
export type FieldReader = (row: Row, reader: Reader, room: Room) => void

/** Shared by all rows in which nothing is written of a repeated field. */
export const NO_ITEMS: readonly Value[] = []

export function singularReader({ read, message }: Kind, slot: number): FieldReader {
  if (message !== null) {
    return (row, reader, room) => {
      row[slot] = message.merge(reader, room, row[slot] as Row | null)
    }
  }
  return (row, reader, room) => {
    const value = read(reader, room)
    if (value !== undefined) row[slot] = value
  }
}

/** One element in a field of its own. */
export function elementReader({ read }: Kind, slot: number): FieldReader {
  return (row, reader, room) => {
    const value = read(reader, room)
    room.charge(1)
    if (value !== undefined) itemsOf(row, slot, room).push(value)
  }
}

/** Elements one behind the other, their length in bytes before them. */
export function packedReader({ read }: Kind, slot: number): FieldReader {
  return (row, reader, room) => {
    const items = itemsOf(row, slot, room)
    const before = items.length
    within(reader, () => {
      while (reader.pos < reader.len) {
        const value = read(reader, room)
        if (value !== undefined) items.push(value)
      }
    })
    room.charge(items.length - before)
  }
}

/** What a oneof holds while its message is read: which of its members is set, and to what. */
export type SetMember = readonly [number, Value]

/**
 * A member of a oneof, which becomes a struct of its members in `slot`: the one written last is the only one set. The
 * struct is made when the message ends, as the field may be written over and over.
 */
export function memberReader(
  { read, message }: Kind,
  slot: number,
  member: number,
  members: number,
): FieldReader {
  return (row, reader, room) => {
    const set = row[slot] as SetMember | null
    if (set === null) room.charge(members + LIST_WEIGHT)
    const before = set !== null && set[0] === member ? set[1] : null
    const value =
      message === null ? read(reader, room) : message.merge(reader, room, before as Row | null)
    if (value !== undefined) row[slot] = [member, value] satisfies SetMember
  }
}

/** Reads what a length in bytes stands before. */
export function within<T>(reader: Reader, read: () => T): T {
  const length = reader.size()
  const outer = reader.len
  const end = reader.pos + length
  if (end > outer) throw new RangeError(`index out of range: ${reader.pos} + ${length} > ${outer}`)
  reader.len = end
  const value = read()
  reader.len = outer
  return value
}

function itemsOf(row: Row, slot: number, room: Room): Row {
  const items = row[slot] as Row
  if (items !== NO_ITEMS) return items
  room.charge(LIST_WEIGHT)
  const own: Row = []
  row[slot] = own
  return own
}
