import { MapField, type Type } from 'protobufjs'
import { type Chosen, varint } from './confluent-indexes.ts'
import { messagesIn } from './messages-in.ts'

/** The messages of a file as Glue counts them: by full name, the entries of maps among them, which hold no record. */
export type GlueMessages = readonly (Type | null)[]

export function glueMessages(messages: readonly Type[]): GlueMessages {
  const named: (readonly [string, Type | null])[] = []
  const collect = (type: Type) => {
    named.push([type.fullName, type])
    for (const field of type.fieldsArray) {
      if (field instanceof MapField) named.push([`${type.fullName}.${entryName(field.name)}`, null])
    }
    messagesIn(type).forEach(collect)
  }
  messages.forEach(collect)
  // Java's order of strings is that of their UTF-16 units, as here.
  return named
    .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, type]) => type)
}

/** The message that Glue's single index at the front of a body leads to, a plain varint; null where it leads to none. */
export function chooseByIndex(body: Uint8Array, messages: GlueMessages): Chosen<Type> | null {
  const cursor = { body, at: 0 }
  const chosen = messages[varint(cursor)] ?? null
  return chosen === null ? null : { chosen, start: cursor.at }
}

/** The message that protoc makes up for a map: `order_lines` → `OrderLinesEntry`. */
function entryName(field: string): string {
  const camel = field.replace(/(?:^|_)([a-z]?)/g, (_, letter: string) => letter.toUpperCase())
  return `${camel}Entry`
}
