import type { Reader, Type } from 'protobufjs'
import type { Schema, Value } from '../../schema.ts'
import { compileMessage, type Message, meant } from './message-kind.ts'
import { NO_GROUP, readFields } from './message-reader.ts'
import type { Room } from './room.ts'

/** A value of a whole record. */
export interface RootKind {
  readonly schema: Schema
  /** @throws Misread, and what protobufjs throws */
  read(reader: Reader, room: Room): Value
}

/**
 * Compiles a message type of a resolved root; the types that it uses once each, however often and deep.
 *
 * @throws RangeError where types lead on so deep that the stack ends
 */
export function createRootKinds(): (type: Type) => RootKind {
  let messages = new Map<Type, Message>()
  const kinds = new Map<Type, RootKind>()
  const faults = new Map<Type, unknown>()

  /** Of an attempt that fails nothing but its fault is kept: messages half compiled would lose fields. */
  function compileWhole(type: Type): Message {
    if (faults.has(type)) throw faults.get(type)
    const attempt = new Map(messages)
    try {
      const message = compileMessage(type, attempt)
      messages = attempt
      return message
    } catch (fault) {
      faults.set(type, fault)
      throw fault
    }
  }

  return (type) => {
    const known = kinds.get(type)
    if (known !== undefined) return known
    const message = compileWhole(type)
    const { schema, finish } = meant(message)
    const kind: RootKind = {
      schema,
      read: (reader, room) => finish(readFields(message.parts, reader, room, null, NO_GROUP), room),
    }
    kinds.set(type, kind)
    return kind
  }
}
