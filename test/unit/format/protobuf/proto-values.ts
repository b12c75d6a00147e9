import fc from 'fast-check'
import type { Value } from '../../../../lib/schema.ts'

/** A field of a message, what protobufjs writes into it (undefined: nothing), and what must be read. */
interface FieldSample {
  readonly declare: (name: string, number: number) => string
  readonly written: unknown
  readonly expected: Value
}

interface TypeSample {
  readonly type: string
  readonly written: unknown
  readonly expected: Value
  /** What is read of a field without presence that is not written. */
  readonly zero: Value
}

/** A file of Protobuf, a value of its first message as protobufjs takes it, and what must be read. */
export interface FileSample {
  readonly text: string
  readonly written: object
  readonly expected: Value
}

const wide = (type: string, min: bigint, max: bigint): fc.Arbitrary<TypeSample> =>
  fc.bigInt({ min, max }).map((integer) => ({
    type,
    written: String(integer),
    expected: Number.isSafeInteger(Number(integer)) ? Number(integer) : integer,
    zero: 0,
  }))

const plain = (type: string, values: fc.Arbitrary<number | string | boolean>, zero: Value) =>
  values.map((value): TypeSample => ({ type, written: value, expected: value, zero }))

const int32 = fc.integer()
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const [LOW, HIGH] = [-(2n ** 63n), 2n ** 63n - 1n]

const scalars: fc.Arbitrary<TypeSample> = fc.oneof(
  ...['int32', 'sint32', 'sfixed32'].map((type) => plain(type, int32, 0)),
  ...['uint32', 'fixed32'].map((type) => plain(type, uint32, 0)),
  ...['int64', 'sint64', 'sfixed64'].map((type) => wide(type, LOW, HIGH)),
  ...['uint64', 'fixed64'].map((type) => wide(type, 0n, 2n ** 64n - 1n)),
  plain('float', fc.float(), 0),
  plain('double', fc.double(), 0),
  plain('bool', fc.boolean(), false),
  plain('string', fc.string({ unit: 'binary', maxLength: 40 }), ''),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => ({
    type: 'bytes',
    written: bytes,
    expected: Buffer.from(bytes),
    zero: Buffer.alloc(0),
  })),
  fc
    .constantFrom<[number, string]>([0, 'NONE'], [1, 'ONE'], [-5, 'MINUS'])
    .map(([number, name]) => ({
      type: 'Choice',
      written: number,
      expected: name,
      zero: 'NONE',
    })),
)

const CHOICE = 'enum Choice { NONE = 0; ONE = 1; MINUS = -5; }'

const { fields } = fc.letrec<{ fields: readonly FieldSample[] }>((tie) => ({
  fields: fc.array(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalars.chain(scalarField),
      tie('fields').chain((inner) => messageField(inner as readonly FieldSample[])),
    ),
    { maxLength: 6 },
  ),
}))

function scalarField(sample: TypeSample): fc.Arbitrary<FieldSample> {
  const { type, written, expected, zero } = sample
  return fc
    .constantFrom('implicit', 'optional', 'absent', 'none', 'list', 'unpacked', 'map')
    .map((how) => {
      switch (how) {
        case 'implicit':
          return { declare: declared(type), written, expected }
        case 'absent':
          return { declare: declared(type), written: undefined, expected: zero }
        case 'optional':
          return { declare: declared(`optional ${type}`), written, expected }
        case 'none':
          return { declare: declared(`optional ${type}`), written: undefined, expected: null }
        case 'list':
          return list(sample, '')
        case 'unpacked':
          return list(sample, type === 'string' || type === 'bytes' ? '' : '[packed = false]')
        default:
          return {
            declare: declared(`map<string, ${type}>`),
            written: { a: written, __proto: written },
            expected: new Map([
              ['a', expected],
              ['__proto', expected],
            ]),
          }
      }
    })
}

function list({ type, written, expected }: TypeSample, options: string): FieldSample {
  return {
    declare: declared(`repeated ${type}`, options),
    written: [written, written],
    expected: [expected, expected],
  }
}

function messageField(inner: readonly FieldSample[]): fc.Arbitrary<FieldSample> {
  const { body, written, expected } = messageOf(inner)
  return fc.constantFrom('present', 'absent', 'repeated', 'map').map((how) => {
    const own = (rule: (type: string) => string) => (name: string, number: number) =>
      `message T${name} { ${body} } ${rule(`T${name}`)} ${name} = ${number};`
    switch (how) {
      case 'absent':
        return { declare: own((type) => type), written: undefined, expected: null }
      case 'repeated':
        return {
          declare: own((type) => `repeated ${type}`),
          written: [written],
          expected: [expected],
        }
      case 'map':
        return {
          declare: own((type) => `map<int32, ${type}>`),
          written: { 7: written },
          expected: new Map([[7, expected]]),
        }
      default:
        return { declare: own((type) => type), written, expected }
    }
  })
}

function declared(type: string, options = '') {
  return (name: string, number: number) => `${type} ${name} = ${number} ${options};`
}

function messageOf(samples: readonly FieldSample[]) {
  const names = samples.map((_, at) => `f${at}`)
  return {
    body: samples.map(({ declare }, at) => declare(`f${at}`, at * 3 + 1)).join(' '),
    written: Object.fromEntries(samples.map(({ written }, at) => [names[at], written])),
    expected: samples.map(({ expected }) => expected),
  }
}

/** Any file of proto3, with a value. */
export const files: fc.Arbitrary<FileSample> = fields.map((samples) => {
  const { body, written, expected } = messageOf(samples)
  return {
    text: `syntax = "proto3"; package p; message M { ${body} } ${CHOICE}`,
    written,
    expected,
  }
})
