import type { ExactNumber, Schema, Value } from '../schema.ts'

/**
 * A value as a transform sees it: as `Value` has it, but structs are objects by the names of their fields. Integers beyond
 * 2^53 are bigint, decimals text of plain digits, bytes Uint8Array, maps Map, JSON numbers that a double cannot hold
 * ExactNumber; dates, times and timestamps are the numbers or texts that their schema counts or writes.
 */
export type PlainValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | ExactNumber
  | Date
  | readonly PlainValue[]
  | ReadonlyMap<PlainValue, PlainValue>
  | PlainRow

export interface PlainRow {
  readonly [member: string]: PlainValue | undefined
}

/** A copy, all of it: what is done to it is done to nothing else. Recursive. */
export function plainValue(schema: Schema, value: Value): PlainValue {
  if (value instanceof Uint8Array) return new Uint8Array(value)
  if (typeof value !== 'object' || value === null) return value as PlainValue
  switch (schema.type) {
    case 'struct': {
      const members = value as readonly Value[]
      const row: Record<string, PlainValue> = {}
      for (const [place, field] of schema.fields.entries()) {
        setOwn(row, field.name, plainValue(field.schema, members[place] ?? null))
      }
      return row
    }
    case 'array':
      return (value as readonly Value[]).map((item) => plainValue(schema.items, item))
    case 'map': {
      const { keys, values } = schema
      const entries = value as ReadonlyMap<Value, Value>
      return new Map(
        Array.from(entries, ([key, item]) => [plainValue(keys, key), plainValue(values, item)]),
      )
    }
    default:
      return value as ExactNumber
  }
}

/** Sets a member of the object's own, whatever it is called. */
export function setOwn<Item>(object: Record<string, Item>, name: string, value: Item): void {
  if (name !== '__proto__') object[name] = value
  else {
    const own = { value, writable: true, enumerable: true, configurable: true }
    Object.defineProperty(object, name, own)
  }
}
