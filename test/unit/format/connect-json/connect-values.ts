import fc from 'fast-check'
import {
  DATE,
  DECIMAL,
  type Field,
  type PrimitiveType,
  type Schema,
  TIME,
  TIMESTAMP,
  type Value,
} from '../../../../lib/schema.ts'
import type { Layout } from './connect-writer.ts'

/** A schema, a value as a writer holds it, and what a reader must make of it (defaults in the place of nulls). */
export interface Sample {
  readonly schema: Schema
  readonly written: Value
  readonly expected: Value
}

const HOSTILE_NAMES = ['__proto__', 'constructor', 'toString', 'schema', 'payload', '', '0', '"\\']

/** Any text that UTF-8 can hold, quotes, backslashes, NUL and runs of digits among it. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '"',
    '\\',
    '\0',
    '\x001',
    '12345678901234567890',
    '],"x":12345678901234567890,',
    '😀',
  ),
)
const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), anyText)

interface Kind {
  readonly type: PrimitiveType
  readonly name?: string
  readonly parameters?: ReadonlyMap<string, string>
  readonly values: fc.Arbitrary<Value>
}

const INTEGERS = { int8: 7n, int16: 15n, int32: 31n, int64: 63n } as const

const kinds: fc.Arbitrary<Kind> = fc.oneof(
  fc.constantFrom('int8', 'int16', 'int32', 'int64').map((type) => ({
    type,
    values: integers(-(2n ** INTEGERS[type]), 2n ** INTEGERS[type] - 1n),
  })),
  fc.constant<Kind>({ type: 'float32', values: fc.float() }),
  fc.constant<Kind>({ type: 'float64', values: fc.double() }),
  fc.constant<Kind>({ type: 'boolean', values: fc.boolean() }),
  fc.constant<Kind>({ type: 'string', values: anyText }),
  fc.constant<Kind>({
    type: 'bytes',
    values: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
  }),
  fc.integer({ min: -3, max: 40 }).map(decimalKind),
  fc.constant<Kind>({ type: 'int32', name: DATE, values: integers(-(2n ** 31n), 2n ** 31n - 1n) }),
  fc.constant<Kind>({ type: 'int32', name: TIME, values: integers(0n, 86_400_000n) }),
  fc.constant<Kind>({
    type: 'int64',
    name: TIMESTAMP,
    values: integers(-(2n ** 63n), 2n ** 63n - 1n),
  }),
)

function integers(min: bigint, max: bigint): fc.Arbitrary<number | bigint> {
  return fc.bigInt({ min, max }).map((integer) => {
    const number = Number(integer)
    return Number.isSafeInteger(number) ? number : integer
  })
}

function decimalKind(scale: number): Kind {
  const bound = 10n ** 40n
  return {
    type: 'bytes',
    name: DECIMAL,
    parameters: new Map([['scale', String(scale)]]),
    values: fc.bigInt({ min: -bound, max: bound }).map((unscaled) => digits(unscaled, scale)),
  }
}

function digits(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const magnitude = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${magnitude.slice(0, -scale)}.${magnitude.slice(-scale)}`
}

const leaves: fc.Arbitrary<Sample> = kinds.chain(({ type, name, parameters, values }) => {
  const schema = { type, ...base(name ?? null, parameters ?? new Map()) }
  return values.chain((value) => nullable(schema, { written: value, expected: value }))
})

function base(name: string | null, parameters: ReadonlyMap<string, string>) {
  return { optional: false, name, version: name === null ? null : 1, parameters, default: null }
}

/** Makes a schema optional, gives it a default, and the value a null, where that is allowed. */
function nullable(
  schema: Schema,
  { written, expected }: Omit<Sample, 'schema'>,
): fc.Arbitrary<Sample> {
  return fc
    .record({ optional: fc.boolean(), hasDefault: fc.boolean(), isNull: fc.boolean() })
    .map(({ optional, hasDefault, isNull }) => {
      const fallback = hasDefault ? expected : null
      const own = { ...schema, optional, default: fallback } as Schema
      const absent = isNull && (optional || hasDefault)
      return {
        schema: own,
        written: absent ? null : written,
        expected: absent ? fallback : expected,
      }
    })
}

const { node } = fc.letrec<{ node: Sample }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc
      .uniqueArray(fc.tuple(anyName, tie('node')), { selector: ([name]) => name, maxLength: 5 })
      .chain(structOf),
    tie('node').chain(arrayOf),
    tie('node').chain(mapOf),
  ),
}))

/** Any schema with a value. */
export const samples: fc.Arbitrary<Sample> = node

/** A struct at the top, as nearly every topic has it. */
export const structSamples: fc.Arbitrary<Sample> = fc
  .uniqueArray(fc.tuple(anyName, node), { selector: ([name]) => name, maxLength: 6 })
  .chain(structOf)

function structOf(members: readonly (readonly [string, Sample])[]): fc.Arbitrary<Sample> {
  const fields: readonly Field[] = members.map(([name, { schema }]) => ({ name, schema }))
  return nullable(
    { type: 'struct', fields, ...base(null, new Map()) },
    {
      written: members.map(([, { written }]) => written),
      expected: members.map(([, { expected }]) => expected),
    },
  )
}

/** One value several times: an array of different values needs a generator per schema, for little more. */
function arrayOf({ schema, written, expected }: Sample): fc.Arbitrary<Sample> {
  return fc
    .nat({ max: 3 })
    .chain((length) =>
      nullable(
        { type: 'array', items: schema, ...base(null, new Map()) },
        { written: Array(length).fill(written), expected: Array(length).fill(expected) },
      ),
    )
}

function mapOf({ schema, written, expected }: Sample): fc.Arbitrary<Sample> {
  return fc
    .oneof(
      mapKeys('string', anyName),
      mapKeys('int64', integers(-(2n ** 63n), 2n ** 63n - 1n)),
      mapKeys('boolean', fc.boolean()),
    )
    .chain(({ keys, entries }) =>
      nullable(
        { type: 'map', keys, values: schema, ...base(null, new Map()) },
        {
          written: new Map(entries.map((key) => [key, written])),
          expected: new Map(entries.map((key) => [key, expected])),
        },
      ),
    )
}

function mapKeys(type: PrimitiveType, values: fc.Arbitrary<Value>) {
  const keys: Schema = { type, ...base(null, new Map()) }
  return fc.uniqueArray(values, { maxLength: 3 }).map((entries) => ({ keys, entries }))
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
  payloadFirst: fc.boolean(),
  space: fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 }),
  decimals: fc.constantFrom('base64', 'numeric'),
  leaveOutNulls: fc.boolean(),
})
