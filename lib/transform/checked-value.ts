import type { ArraySchema, MapSchema, Schema, StructSchema, Value } from '../schema.ts'
import { DEEPEST, tooDeep } from './checked-json.ts'
import { leafCheckOf } from './checked-leaf.ts'
import { Misfit, misfit, within } from './misfit.ts'
import { isPlainObject } from './plain-object.ts'

/**
 * A plain value as its schema has it. A member that is undefined or missing is its default, or null.
 * @throws Misfit
 */
export function checkedValue(schema: Schema, plain: unknown, depth = 0): Value {
  if (depth > DEEPEST) throw tooDeep()
  if (plain === undefined) return standIn(schema)
  // JSON Schema has records without what it requires: a format gives null for it.
  if (plain === null) return null
  const leaf = leafCheckOf(schema)
  if (leaf !== null) return leaf(plain)
  switch (schema.type) {
    case 'struct':
      return checkedStruct(schema, plain, depth)
    case 'array':
      return checkedArray(schema, plain, depth)
    case 'map':
      return checkedMap(schema, plain, depth)
    default:
      throw misfit('a value of the schema', plain)
  }
}

function standIn(schema: Schema): Value {
  if (schema.default !== null || schema.optional) return schema.default
  throw new Misfit(
    'it is missing, and the schema requires it; withoutField takes a field out, null is written as NULL',
  )
}

const names = new WeakMap<StructSchema, ReadonlySet<string>>()

function checkedStruct(schema: StructSchema, plain: unknown, depth: number): Value {
  if (!isPlainObject(plain)) throw misfit('an object', plain)
  let known = names.get(schema)
  if (known === undefined) {
    known = new Set(schema.fields.map(({ name }) => name))
    names.set(schema, known)
  }
  for (const name of Object.keys(plain)) {
    if (known.has(name) || plain[name] === undefined) continue
    throw new Misfit('the schema has no such field; withField adds one').inside(name)
  }
  return schema.fields.map(({ name, schema: of }) => {
    const member = Object.hasOwn(plain, name) ? plain[name] : undefined
    return checkedMember(of, member, name, depth)
  })
}

function checkedArray({ items }: ArraySchema, plain: unknown, depth: number): Value {
  if (!Array.isArray(plain)) throw misfit('an array', plain)
  return Array.from(plain, (item: unknown, place) => checkedMember(items, item, place, depth))
}

function checkedMap({ keys, values }: MapSchema, plain: unknown, depth: number): Value {
  const entries = entriesOf(plain, keys.type === 'string')
  const checked = new Map<Value, Value>()
  let place = 0
  for (const [key, value] of entries) {
    checked.set(
      checkedMember(keys, key, place, depth),
      checkedMember(values, value, typeof key === 'string' ? key : place, depth),
    )
    place += 1
  }
  return checked
}

/** A map of texts may be given as an object. */
function entriesOf(plain: unknown, byText: boolean): Iterable<readonly [unknown, unknown]> {
  if (plain instanceof Map) return plain
  if (byText && isPlainObject(plain)) return Object.entries(plain)
  throw misfit('a Map', plain)
}

function checkedMember(
  schema: Schema,
  plain: unknown,
  step: string | number,
  depth: number,
): Value {
  try {
    return checkedValue(schema, plain, depth + 1)
  } catch (error) {
    throw within(error, step)
  }
}
