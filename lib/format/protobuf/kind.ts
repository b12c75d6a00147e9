import type { Reader } from 'protobufjs'
import type { Schema, Value } from '../../schema.ts'
import type { Room } from './room.ts'

/** The fields of a message while it is read, in the order of its schema; later occurrences may still change them. */
export type Row = Value[]

/** How the values of one type are read: of a field, an element, an entry of a map. */
export interface Kind {
  readonly schema: Schema
  /** Wire type: 0 varint, 1 eight bytes, 2 length first, 3 group, 5 four bytes. */
  readonly wire: 0 | 1 | 2 | 3 | 5
  /** Whether elements may stand one behind the other in one field. */
  readonly packs: boolean
  /** The value of a field without presence that is not written; null where a field always has presence. */
  readonly empty: Value
  /** A whole value; undefined for a number that a closed enum does not know, which is as if it were not written. */
  read(reader: Reader, room: Room): Value | undefined
  /** For messages only: what is written of one field twice is merged. */
  readonly message: MessageKind | null
}

/** Reads a message in two steps: what is written, as often as it is written, then what it means. */
export interface MessageKind {
  /** Reads one occurrence into the row of those before. */
  merge(reader: Reader, room: Room, row: Row | null): Row
  /** The value that the row means, once nothing can change it any more. */
  finish(row: Row, room: Room): Value
  /** The value of a message of which nothing is written. */
  nothing(room: Room): Value
}

/** What a message of a well-known type means. */
export interface Meaning {
  readonly schema: Schema
  /** @throws Misread */
  valueOf(row: Row, room: Room): Value
}
