import fc from 'fast-check'
import type { Value } from '../../../../lib/schema.ts'

/** An Avro schema with the values it allows: as avsc's encoder takes them, and as a reader must give them. */
export interface Sample {
  readonly schema: AvroJson
  readonly written: unknown
  readonly expected: Value
}

export type AvroJson = string | readonly AvroJson[] | { readonly [member: string]: unknown }

interface Pair {
  readonly written: unknown
  readonly expected: Value
}

interface Kind {
  readonly schema: AvroJson
  readonly values: fc.Arbitrary<Pair>
  /** What the encoder calls a branch of a union. */
  readonly branch: string
}

const same = (value: Exclude<Value, bigint>): Pair => ({ written: value, expected: value })
const long = (value: bigint): Pair => {
  const number = Number(value)
  return { written: value, expected: Number.isSafeInteger(number) ? number : value }
}
const anyText = fc.string({ unit: 'binary', maxLength: 8 })
const anyBytes = (constraints: fc.IntArrayConstraints) =>
  fc.uint8Array(constraints).map((bytes) => Buffer.from(bytes))

const anyLong = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc
    .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([bits, by, negative]) =>
      BigInt.asIntN(64, (2n ** BigInt(bits) + BigInt(by)) * (negative ? -1n : 1n)),
    ),
)

const primitives: readonly Kind[] = [
  { branch: 'boolean', schema: 'boolean', values: fc.boolean().map(same) },
  { branch: 'int', schema: 'int', values: fc.integer().map(same) },
  { branch: 'long', schema: 'long', values: anyLong.map(long) },
  {
    branch: 'long',
    schema: { type: 'long', logicalType: 'timestamp-micros' },
    values: anyLong.map(long),
  },
  { branch: 'float', schema: 'float', values: fc.float().map(same) },
  { branch: 'double', schema: 'double', values: fc.double().map(same) },
  { branch: 'string', schema: 'string', values: anyText.map(same) },
  { branch: 'bytes', schema: 'bytes', values: anyBytes({ maxLength: 9 }).map(same) },
  {
    branch: 'bytes',
    schema: { type: 'bytes', logicalType: 'decimal', precision: 40, scale: 3 },
    values: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((unscaled) => ({
      written: twosComplement(unscaled),
      expected: thousandths(unscaled),
    })),
  },
]

const nothing: Kind = { branch: 'null', schema: 'null', values: fc.constant(same(null)) }

/** Names are drawn from so many that two alike are rare; a schema with such is drawn anew. */
const anyName = fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((number) => `n${number}`)

const { kind } = fc.letrec<{ kind: Kind }>((tie) => ({
  kind: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...primitives, nothing),
    fixedKind(),
    enumKind(),
    tie('kind').map(arrayKind),
    tie('kind').map(mapKind),
    fc.array(tie('kind'), { maxLength: 5 }).chain(recordKind),
    fc
      .uniqueArray(tie('kind'), { minLength: 1, maxLength: 4, selector: ({ branch }) => branch })
      .map(unionKind),
  ),
}))

export const anySample: fc.Arbitrary<Sample> = kind
  .filter(({ schema }) => namesAreUnique(schema))
  .chain(({ schema, values }) => values.map((pair) => ({ schema, ...pair })))

function fixedKind(): fc.Arbitrary<Kind> {
  return fc.tuple(anyName, fc.integer({ min: 0, max: 9 })).map(([name, size]) => ({
    branch: name,
    schema: { type: 'fixed', name, size },
    values: anyBytes({ minLength: size, maxLength: size }).map(same),
  }))
}

function enumKind(): fc.Arbitrary<Kind> {
  return fc.tuple(anyName, fc.integer({ min: 1, max: 200 })).map(([name, count]) => {
    const symbols = Array.from({ length: count }, (_, at) => `S${at}`)
    return {
      branch: name,
      schema: { type: 'enum', name, symbols },
      values: fc.constantFrom(...symbols).map(same),
    }
  })
}

function arrayKind(items: Kind): Kind {
  return {
    branch: 'array',
    schema: { type: 'array', items: items.schema },
    values: fc.array(items.values, { maxLength: 4 }).map((pairs) => ({
      written: pairs.map(({ written }) => written),
      expected: pairs.map(({ expected }) => expected),
    })),
  }
}

function mapKind(values: Kind): Kind {
  const entries = fc.uniqueArray(fc.tuple(anyText, values.values), {
    maxLength: 4,
    selector: ([key]) => key,
  })
  return {
    branch: 'map',
    schema: { type: 'map', values: values.schema },
    values: entries.map((pairs) => ({
      written: Object.fromEntries(pairs.map(([key, { written }]) => [key, written])),
      expected: new Map(pairs.map(([key, { expected }]) => [key, expected])),
    })),
  }
}

function recordKind(members: readonly Kind[]): fc.Arbitrary<Kind> {
  return anyName.map((name) => ({
    branch: name,
    schema: {
      type: 'record',
      name,
      fields: members.map(({ schema }, at) => ({ name: `f${at}`, type: schema })),
    },
    values: fc.tuple(...members.map(({ values }) => values)).map((pairs) => ({
      written: Object.fromEntries(pairs.map(({ written }, at) => [`f${at}`, written])),
      expected: pairs.map(({ expected }) => expected),
    })),
  }))
}

/** Null by itself, alone with its value, or one member of a struct is filled. */
function unionKind(drawn: readonly Kind[]): Kind {
  const branches = drawn.filter(({ schema }) => !Array.isArray(schema))
  const used = branches.length === 0 ? [nothing] : branches
  const members = used.filter(({ branch }) => branch !== 'null')
  const values = used.map((branch) =>
    branch.values.map(({ written, expected }): Pair => {
      if (branch.branch === 'null') return same(null)
      const at = members.indexOf(branch)
      return {
        written: { [branch.branch]: written },
        expected:
          members.length === 1
            ? expected
            : members.map((_, index) => (index === at ? expected : null)),
      }
    }),
  )
  return { branch: 'union', schema: used.map(({ schema }) => schema), values: fc.oneof(...values) }
}

function namesAreUnique(schema: AvroJson): boolean {
  const names = [...JSON.stringify(schema).matchAll(/"name":"(n\d+)"/g)].map(([, name]) => name)
  return new Set(names).size === names.length
}

function twosComplement(integer: bigint): Buffer {
  const bytes = Buffer.alloc(10)
  bytes.writeBigInt64BE(BigInt.asIntN(64, integer >> 16n), 0)
  bytes.writeUInt16BE(Number(BigInt.asUintN(16, integer)), 8)
  return bytes
}

function thousandths(unscaled: bigint): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(4, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`
}
