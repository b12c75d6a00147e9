import fc from 'fast-check'

/** What a writer never meant, as bytes to be put among others. */
const intruders: readonly Buffer[] = [
  '1e999999',
  '-0',
  '9'.repeat(400),
  `0.${'1'.repeat(500)}`,
  '1E-400',
  '-9223372036854775809',
  '18446744073709551616',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"\\ud800"',
  '"\\u0000"',
  '"2024-02-30"',
  '[',
  '['.repeat(3_000),
  '{"a":'.repeat(3_000),
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  '"'.repeat(7),
  'x'.repeat(20_000),
  'NaN',
  'null',
  'true',
  '{}',
  '[]',
  ',',
  '\\',
  '\t',
  '\n',
  '\0',
  '\ufeff',
]
  .map((text) => Buffer.from(text))
  .concat([
    Buffer.of(0xff, 0xfe),
    Buffer.of(0xed, 0xa0, 0x80),
    Buffer.of(0xc0, 0xaf),
    Buffer.of(0xf0, 0x9f),
  ])

type Damage = (bytes: Buffer) => Buffer

const places = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40))
const intruder = fc.constantFrom(...intruders)

/** Strings, numbers, words and signs of JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g

const damage: fc.Arbitrary<Damage> = fc.oneof(
  places.map(
    ([at]): Damage =>
      (bytes) =>
        bytes.subarray(0, place(bytes, at)),
  ),
  places.map(
    ([at, length]): Damage =>
      (bytes) =>
        splice(bytes, at, length, Buffer.of()),
  ),
  places.map(
    ([at, length]): Damage =>
      (bytes) => {
        const from = place(bytes, at)
        return splice(bytes, at, 0, bytes.subarray(from, from + length))
      },
  ),
  fc.tuple(places, fc.nat(255)).map(
    ([[at], byte]): Damage =>
      (bytes) =>
        splice(bytes, at, 1, Buffer.of(byte)),
  ),
  fc.tuple(places, intruder).map(
    ([[at], it]): Damage =>
      (bytes) =>
        splice(bytes, at, 0, it),
  ),
  {
    weight: 3,
    arbitrary: fc.tuple(places, intruder).map(([[at], it]): Damage => {
      return (bytes) => {
        const text = bytes.toString('latin1')
        const tokens = [...text.matchAll(TOKEN)]
        const token = tokens[Math.floor(at * tokens.length)]
        if (token === undefined) return it
        const end = token.index + token[0].length
        return Buffer.concat([bytes.subarray(0, token.index), it, bytes.subarray(end)])
      }
    }),
  },
)

/** Some damage done to bytes, one after the other; none leaves them as they are. */
export const damages: fc.Arbitrary<Damage> = fc
  .array(damage, { maxLength: 3 })
  .map((all) => (bytes) => all.reduce((damaged, one) => one(damaged), bytes))

function place(bytes: Buffer, at: number): number {
  return Math.floor(at * bytes.length)
}

function splice(bytes: Buffer, at: number, length: number, inserted: Buffer): Buffer {
  const from = place(bytes, at)
  return Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(from + length)])
}
