import fc from 'fast-check'
import {
  DATE,
  DECIMAL,
  ExactNumber,
  type JsonValue,
  type PrimitiveSchema,
  type Schema,
  type StructSchema,
  TIMESTAMP,
  type Value,
} from '../../../lib/schema.ts'

const BASE = {
  optional: true,
  name: null,
  version: null,
  parameters: new Map<string, string>(),
  default: null,
} as const

export function primitive(
  type: PrimitiveSchema['type'],
  more: Partial<PrimitiveSchema> = {},
): PrimitiveSchema {
  return { ...BASE, type, ...more }
}

export function struct(fields: Readonly<Record<string, Schema>>): StructSchema {
  const named = Object.entries(fields).map(([name, schema]) => ({ name, schema }))
  return { ...BASE, optional: false, type: 'struct', fields: named }
}

export function array(items: Schema): Schema {
  return { ...BASE, type: 'array', items }
}

export const scale2 = primitive('bytes', { name: DECIMAL, parameters: new Map([['scale', '2']]) })

const LEAVES: readonly Schema[] = [
  primitive('int8'),
  primitive('int32', { optional: false }),
  primitive('int64'),
  primitive('float64'),
  primitive('boolean'),
  primitive('string'),
  primitive('bytes'),
  scale2,
  primitive('int32', { name: DATE }),
  primitive('int64', { name: TIMESTAMP }),
]

/** A tree whose nodes lead back to themselves. */
export const treeSchema: StructSchema = struct({ name: primitive('string') })
const children = { name: 'children', schema: array(treeSchema) }
Object.assign(treeSchema, { fields: [...treeSchema.fields, children] })

const names = fc.oneof(
  fc.constantFrom('id', '__proto__', '1', '0', 'toString', 'a.b', ''),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
)

export const schemas: fc.Arbitrary<Schema> = fc.letrec<{ any: Schema }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...LEAVES, treeSchema),
    tie('any').map(array),
    fc
      .tuple(fc.constantFrom(...LEAVES), tie('any'))
      .map(([keys, values]): Schema => ({ ...BASE, type: 'map', keys, values })),
    fc
      .uniqueArray(fc.tuple(names, tie('any')), { maxLength: 4, selector: ([name]) => name })
      .map((fields) => structOf(fields)),
  ),
})).any

function structOf(fields: readonly (readonly [string, Schema])[]): StructSchema {
  return {
    ...struct({}),
    fields: fields.map(([name, schema]) => ({ name, schema })),
  }
}

/** Any value of a schema, as a format decodes it. */
export function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<Value> {
  const present = presentValues(schema, depth)
  return schema.optional ? fc.option(present, { freq: 6 }) : present
}

const integers = (bits: number) =>
  fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n }).map((n) => {
    const number = Number(n)
    return Number.isSafeInteger(number) ? number : n
  })

function presentValues(schema: Schema, depth: number): fc.Arbitrary<Value> {
  if (schema.name === DECIMAL) return fc.integer().map((n) => (n / 100).toFixed(2))
  const inner = (of: Schema) => valuesOf(of, depth + 1)
  const maxLength = depth > 4 ? 0 : 3
  switch (schema.type) {
    case 'struct':
      return fc.tuple(...schema.fields.map((field) => inner(field.schema)))
    case 'array':
      return maxLength === 0
        ? fc.constant([])
        : fc.array(
            fc.constant(null).chain(() => inner(schema.items)),
            { maxLength },
          )
    case 'map':
      return fc
        .array(fc.tuple(inner(schema.keys), inner(schema.values)), { maxLength })
        .map((entries) => new Map(entries))
    case 'float32':
    case 'float64':
      return fc.oneof(fc.double(), fc.constant(new ExactNumber('0.12345678901234567890123')))
    case 'boolean':
      return fc.boolean()
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 5 })
    case 'bytes':
      return fc.uint8Array({ maxLength: 5 })
    default:
      return integers(Number(schema.type.slice(3)))
  }
}

/** JSON as it is parsed, numbers beyond a double included. */
export const jsonValues: fc.Arbitrary<JsonValue> = fc.letrec<{ any: JsonValue }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, 1.5, -0, new ExactNumber('12345678901234567890.5')),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.array(tie('any'), { maxLength: 3 }),
    fc
      .dictionary(names, tie('any'), { maxKeys: 3 })
      .map((members) => Object.fromEntries(Object.entries(members))),
  ),
})).any
