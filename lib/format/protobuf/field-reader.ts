import type { Reader } from 'protobufjs'
import type { Value } from '../../schema.ts'
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
    if (value !== undefined) itemsOf(row, slot).push(value)
  }
}

/** Elements one behind the other, their length in bytes before them. */
export function packedReader({ read }: Kind, slot: number): FieldReader {
  return (row, reader, room) => {
    const items = itemsOf(row, slot)
    within(reader, () => {
      while (reader.pos < reader.len) {
        const value = read(reader, room)
        if (value !== undefined) items.push(value)
      }
    })
  }
}

/** A member of a oneof, which is a struct of its members in `slot`: the one written last is the only one set. */
export function memberReader(
  { read, message }: Kind,
  slot: number,
  member: number,
  members: number,
): FieldReader {
  return (row, reader, room) => {
    const set = row[slot] as Row | null
    const before = set?.[member] ?? null
    const value =
      message === null ? read(reader, room) : message.merge(reader, room, before as Row | null)
    if (value === undefined) return
    const chosen = new Array<Value>(members).fill(null)
    chosen[member] = value
    row[slot] = chosen
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

function itemsOf(row: Row, slot: number): Row {
  const items = row[slot] as Row
  if (items !== NO_ITEMS) return items
  const own: Row = []
  row[slot] = own
  return own
}
