import type { Type } from 'protobufjs'
import { messagesIn } from './messages-in.ts'

/** The message that a body holds, and where its own bytes begin. */
export interface Chosen<T> {
  readonly chosen: T
  readonly start: number
}

/**
 * The message that Confluent's indexes at the front of a body lead to: how many, then the place of each among the messages
 * beside it. They are zigzag varints; old Python and .NET clients write plain ones, which is what is tried where zigzag
 * leads nowhere. A single 0 stands for the first message. Null where neither leads to a message.
 */
export function chooseByIndexes(body: Uint8Array, messages: readonly Type[]): Chosen<Type> | null {
  return follow(body, messages, zigzag) ?? follow(body, messages, plain)
}

function follow(
  body: Uint8Array,
  messages: readonly Type[],
  meaning: (varint: number) => number,
): Chosen<Type> | null {
  const cursor: Cursor = { body, at: 0 }
  const count = meaning(varint(cursor))
  if (!(count >= 0)) return null
  let chosen: Type | undefined
  let among = messages
  for (let left = Math.max(count, 1); left > 0; left -= 1) {
    chosen = among[count === 0 ? 0 : meaning(varint(cursor))]
    if (chosen === undefined) return null
    among = messagesIn(chosen)
  }
  return chosen === undefined ? null : { chosen, start: cursor.at }
}

interface Cursor {
  readonly body: Uint8Array
  at: number
}

/** An unsigned varint of 32 bits at most; NaN where there is none. */
export function varint(cursor: Cursor): number {
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = cursor.body[cursor.at]
    if (byte === undefined) return Number.NaN
    cursor.at += 1
    value += (byte & 127) * 2 ** shift
    if (byte < 128) return value < 2 ** 32 ? value : Number.NaN
  }
  return Number.NaN
}

function zigzag(varint: number): number {
  return varint % 2 === 0 ? varint / 2 : -(varint + 1) / 2
}

function plain(varint: number): number {
  return varint
}
