import type { Field, JsonObject, JsonValue, Value } from '../../schema.ts'
import type { Reader } from '../connect-json/reader.ts'
import { isJsonObject, ownMember } from '../json/json-object.ts'
import { memberPath } from '../member-path.ts'
import { mismatch } from '../mismatch.ts'
import { undocumented } from './undocumented.ts'

const PROTOBUF_ONEOF = 'io.confluent.connect.protobuf.Union.'

/** A member of the object, or the members of a oneof, which stand among the others. */
interface Slot {
  readonly names: readonly string[]
  readonly read: (object: JsonObject) => Value
}

/**
 * Reads a record of Avro or a message of Protobuf. A member that no field has would be lost in silence, and says that
 * names are rendered otherwise than expected: it is refused.
 */
export function messageReader(
  fields: readonly Field[],
  readerOf: (field: Field, path: string) => Reader,
  path: string,
): Reader {
  const slots = fields.map((field) => slotOf(field, readerOf, path))
  const known = new Set(slots.flatMap(({ names }) => names))
  return (json) => {
    if (!isJsonObject(json)) throw mismatch(path, 'object', json)
    for (const name of Object.keys(json)) {
      if (!known.has(name)) throw undocumented(memberPath(path, name), 'a member no schema has')
    }
    return slots.map(({ read }) => read(json))
  }
}

function slotOf(
  field: Field,
  readerOf: (field: Field, path: string) => Reader,
  path: string,
): Slot {
  const { name, schema } = field
  if (schema.type === 'struct' && schema.name?.startsWith(PROTOBUF_ONEOF) === true) {
    return oneofSlot(schema.fields, readerOf, path)
  }
  const read = readerOf(field, memberPath(path, name))
  return { names: [name], read: (object) => read(ownMember(object, name)) }
}

function oneofSlot(
  members: readonly Field[],
  readerOf: (field: Field, path: string) => Reader,
  path: string,
): Slot {
  const readers = members.map((member) => readerOf(member, memberPath(path, member.name)))
  return {
    names: members.map(({ name }) => name),
    read(object) {
      const given = members.map(({ name }) => ownMember(object, name) ?? null)
      const set = given.filter((json: JsonValue) => json !== null)
      if (set.length === 0) return null
      if (set.length > 1) throw undocumented(path, 'a oneof of which two members are given')
      return readers.map((read, at) => (given[at] === null ? null : read(given[at])))
    },
  }
}
