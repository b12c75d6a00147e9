import fc from 'fast-check'
import descriptor from 'protobufjs/ext/descriptor.js'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import { encode, first, membersOf, read, registered, wire } from './wire.ts'

const TEXT = `syntax = "proto3"; message M { int64 id = 1; string name = 2; double price = 3; repeated int32 many = 4;
  repeated fixed64 wide = 5; map<string, In> named = 6; In in = 7; oneof pick { string text = 8; In other = 9; }
  fixed32 four = 10; bytes raw = 11; repeated In list = 12; sint64 zigzag = 13; }
  message In { int32 a = 1; string b = 2; M m = 3; }`

const VALUE = {
  id: 300,
  name: 'naïve',
  price: 1.5,
  many: [1, 200, 3],
  wide: [1, 2],
  named: { k: { a: 1, b: 'x' } },
  in: { a: 5, m: { id: 1 } },
  other: { b: 'yy' },
  four: 9,
  raw: Uint8Array.of(1, 2, 3),
  list: [{ a: 1 }, {}],
  zigzag: -5,
}

const undecodable = (message: RegExp) =>
  expect.objectContaining({
    code: 'ERR_RECORD_UNDECODABLE',
    message: expect.stringMatching(message),
  })

describe('a damaged body', () => {
  test('cut inside of a field is never read', () => {
    const codec = compileProtobuf(registered(TEXT), 'confluent')
    const body = encode(TEXT, 'M', VALUE)
    const boundaries = fieldStarts(body)
    for (let end = 1; end < body.length; end += 1) {
      const decode = () => codec.decode(first(body.subarray(0, end)))
      if (boundaries.has(end)) expect(decode).not.toThrow()
      else expect(decode, `cut at ${end}`).toThrow(undecodable(/^M/))
    }
    expect(codec.decode(first(body))).toMatchObject({ length: 12 })
  })

  test('any bytes give a value or a RecordError, at any place of a good body', () => {
    const codec = compileProtobuf(registered(TEXT), 'confluent')
    const body = encode(TEXT, 'M', VALUE)
    fc.assert(
      fc.property(fc.nat({ max: body.length }), fc.uint8Array({ maxLength: 12 }), (at, bytes) => {
        const whole = Buffer.concat([body.subarray(0, at), bytes, body.subarray(at + bytes.length)])
        try {
          codec.decode(first(whole))
        } catch (fault) {
          expect(fault).toBeInstanceOf(RecordError)
        }
      }),
      { numRuns: 1500 },
    )
  })

  test.each<[string, Uint8Array, RegExp]>([
    [
      'a string that is no UTF-8',
      wire([2, 'bytes', Uint8Array.of(0xc3, 0x28)]),
      /^M\.name: .*UTF-8/,
    ],
    [
      'a long string that is no UTF-8',
      wire([2, 'bytes', Buffer.alloc(40, 0xff)]),
      /^M\.name: .*UTF-8/,
    ],
    ['half a character', wire([2, 'bytes', Uint8Array.of(0xf0, 0x9f, 0x98)]), /^M\.name: .*UTF-8/],
    ['a surrogate', wire([2, 'bytes', Uint8Array.of(0xed, 0xa0, 0x80)]), /^M\.name: .*UTF-8/],
    ['a number as text', wire([1, 'string', 'x']), /^M\.id: written as wire type 2/],
    ['a text as number', wire([2, 'int32', 1]), /^M\.name: written as wire type 0/],
    ['a message as number', wire([7, 'int32', 1]), /^M\.in: written as wire type 0/],
    [
      'a key as number',
      wire([6, 'bytes', wire([1, 'int32', 1])]),
      /^M\.named: an entry of wire type 0/,
    ],
    [
      'deep inside',
      wire([7, 'bytes', wire([3, 'bytes', wire([2, 'int32', 1])])]),
      /^M\.in\.m\.name: /,
    ],
    ['trailing garbage', Buffer.concat([wire([1, 'int32', 1]), Buffer.of(0xff)]), /^M: /],
    ['the end of no group', Buffer.of(0x0c), /^M/],
    ['wire type 6', Buffer.of(0x0e), /^M/],
    ['wire type 7 of an unknown field', Buffer.of(0xff, 0x01, 1), /^M: /],
    ['field number 0', Buffer.of(0x00, 0x01), /^M: /],
    ['an unknown group without end', Buffer.of(0xa3, 0x06, 0x08, 0x01), /^M: /],
    [
      'an integer of 11 bytes',
      Buffer.concat([Buffer.of(0x08), Buffer.alloc(10, 0xff), Buffer.of(1)]),
      /^M\.id: /,
    ],
    ['a length beyond the body', Buffer.of(0x12, 0xff, 0xff, 0xff, 0xff, 0x07), /^M\.name: /],
    ['a list whose last element is cut', wire([4, 'bytes', Uint8Array.of(1, 0x80)]), /^M\.many: /],
    ['a list of 8 bytes with 9', wire([5, 'bytes', new Uint8Array(9)]), /^M\.wide: /],
    [
      'a message longer than the one around it',
      Buffer.of(0x3a, 0x02, 0x12, 0x05, 0, 0, 0, 0, 0),
      /^M\.in\.b: /,
    ],
  ])('%s is told by its place', (_, body, message) => {
    expect(() => read(TEXT, body)).toThrow(undecodable(message))
  })

  test('a group without its end is told', () => {
    const text =
      'syntax = "proto2"; message M { optional group Item = 1 { optional int32 n = 2; } }'
    expect(() => read(text, Buffer.of(0x0b, 0x10, 0x01))).toThrow(undecodable(/^M\.item: a group/))
    expect(() => read(text, Buffer.of(0x0b, 0x14))).toThrow(undecodable(/^M\.item/))
  })

  test('no message of an error tells what a record holds', () => {
    const body = wire([2, 'string', 'secret'], [1, 'string', 'secret'])
    expect(() => read(TEXT, body)).toThrow(expect.not.stringContaining('secret'))
    const enums = 'syntax = "proto3"; message M { map<string, int32> a = 1; }'
    const entry = wire([1, 'bytes', wire([1, 'string', 'secret'], [2, 'string', 'secret'])])
    expect(() => read(enums, entry)).toThrow(/^(?!.*secret).*wire type 2/)
  })
})

describe('a body that wants too much', () => {
  const NODE =
    'syntax = "proto3"; message Node { Node next = 1; int32 n = 2; map<int32, Node> m = 3; }'

  function nested(depth: number, wrap: (inner: Buffer) => Buffer): Buffer {
    let body = wire([2, 'int32', 1])
    for (let level = 1; level < depth; level += 1) body = wrap(body)
    return body
  }

  test('a hundred messages deep is read, one more is not', () => {
    const deep = (depth: number) =>
      read(
        NODE,
        nested(depth, (inner) => wire([1, 'bytes', inner])),
      )
    expect(deep(100).value).toMatchObject([expect.anything(), 0, new Map()])
    expect(() => deep(101)).toThrow(undecodable(/nests deeper than 100/))
    expect(() => deep(2000)).toThrow(undecodable(/nests deeper than 100/))
  })

  test('maps, JSON and unknown groups are no way around the depth', () => {
    const maps = nested(1000, (inner) => wire([3, 'bytes', wire([2, 'bytes', inner])]))
    expect(() => read(NODE, maps)).toThrow(undecodable(/nests deeper/))
    const json = `syntax = "proto3"; import "google/protobuf/struct.proto"; message M { google.protobuf.Value v = 1; }`
    const lists = nested(1000, (inner) => wire([6, 'bytes', wire([1, 'bytes', inner])]))
    expect(() => read(json, wire([1, 'bytes', lists]))).toThrow(undecodable(/nests deeper/))
    const groups = Buffer.concat([Buffer.alloc(5000, 0x4b), Buffer.alloc(5000, 0x4c)])
    expect(() => read(NODE, groups)).toThrow(undecodable(/depth/))
  })

  test('two bytes that stand for a thousand fields are not repeated for ever', () => {
    const fields = Array.from({ length: 1000 }, (_, at) => `int32 f${at} = ${at + 1};`).join(' ')
    const text = `syntax = "proto3"; message M { repeated Wide w = 1; } message Wide { ${fields} }`
    const empty = (times: number) => Buffer.alloc(times * 2, wire([1, 'bytes', wire()]))
    expect(read(text, empty(1000)).value).toMatchObject([{ length: 1000 }])
    expect(() => read(text, empty(5000))).toThrow(undecodable(/more than 4194304 values/))
  })

  const many = Array.from({ length: 3000 }, (_, at) => `bool f${at} = ${at + 1};`).join(' ')
  const IMPORTS = 'import "confluent/type/decimal.proto"; import "confluent/meta.proto";'
  const scaled = '[(confluent.field_meta).params = { key: "scale", value: "2" }]'

  test.each<[string, string, Uint8Array]>([
    ['empty bytes', 'repeated bytes it = 1;', wire([1, 'bytes', wire()])],
    [
      'bytes of oneofs',
      'repeated One it = 1; message One { oneof one { bytes b = 1; } }',
      wire([1, 'bytes', wire([1, 'bytes', wire()])]),
    ],
    [
      'oneofs of many',
      `repeated One it = 1; message One { oneof one { ${many} } }`,
      wire([1, 'bytes', wire([1, 'bool', true])]),
    ],
    [
      'messages with empty maps',
      'repeated One it = 1; message One { map<int32, int32> m = 1; }',
      wire([1, 'bytes', wire([1, 'bytes', wire()])]),
    ],
    [
      'decimals whose zeros stand nowhere',
      `repeated confluent.type.Decimal it = 1 ${scaled};`,
      wire([1, 'bytes', wire([3, 'int32', 1000])]),
    ],
  ])('%s take more room than their bytes', (_, fields, item) => {
    const text = `syntax = "proto3"; ${IMPORTS} message M { ${fields} }`
    const items = (count: number) => Buffer.alloc(count * item.length, item)
    expect(read(text, items(10)).value).toMatchObject([{ length: 10 }])
    expect(() => read(text, items(400_000))).toThrow(undecodable(/more than 4194304 values/))
  })

  test('entries of a map that hold nothing stand for whole messages', () => {
    const text = `syntax = "proto3"; message M { map<int32, Wide> m = 1; } message Wide { ${many} }`
    const entry = (key: number) => wire([1, 'bytes', wire([1, 'int32', key])])
    const entries = Array.from({ length: 2000 }, (_, key) => entry(key))
    expect(() => read(text, Buffer.concat(entries))).toThrow(
      undecodable(/^M\.m: .*more than 4194304 values/),
    )
  })

  test('the members of a oneof written in turn, over and over, are read in one pass', () => {
    const text = `syntax = "proto3"; message M { oneof one { ${many} } }`
    const body = wire([1, 'bool', true], [3000, 'bool', true])
    const turns = Buffer.alloc(body.length * 1_500_000, body)
    const { value } = read(text, Buffer.concat([turns, wire([2, 'bool', false])]))
    const set = Array.from({ length: 3000 }, (_, at) => (at === 1 ? false : null))
    expect(value).toEqual([set])
  })

  test('a field written over and over is read in one pass', () => {
    const text = 'syntax = "proto3"; message M { M m = 1; int32 n = 2; }'
    const inner = wire([1, 'bytes', wire([2, 'int32', 1])])
    const body = Buffer.concat(Array<Buffer>(20_000).fill(wire([1, 'bytes', inner])))
    expect(read(text, body).value).toEqual([[[null, 1], 0], 0])
  })
})

describe('a schema that wants too much', () => {
  const repeated = (count: number, one: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => one(at)).join(' ')

  test('blank lines are no padding of base64', () => {
    const text = `// made by hand\n${'\n'.repeat(400_000)}syntax = "proto3"; message M { int32 a = 1; }`
    expect(read(text, wire([1, 'int32', 5])).value).toEqual([5])
  })

  test('fields are added without going through those before', () => {
    const fields = repeated(20_000, (at) => `int32 f${at} = ${at + 1};`)
    const { schema } = read(`syntax = "proto3"; message M { ${fields} }`, wire())
    expect(schema).toMatchObject({ fields: { length: 20_000 } })
  })

  test('nor are those of a descriptor, each in a oneof of its own', () => {
    const numbers = Array.from({ length: 10_000 }, (_, at) => at)
    const file = descriptor.FileDescriptorProto.create({
      syntax: 'proto3',
      messageType: [
        {
          name: 'M',
          field: numbers.map((at) => ({
            name: `f${at}`,
            number: at + 1,
            label: 1,
            type: 5,
            oneofIndex: at,
            proto3Optional: true,
          })),
          oneofDecl: numbers.map((at) => ({ name: `_f${at}` })),
        },
      ],
    })
    const bytes = descriptor.FileDescriptorProto.encode(file).finish()
    const { schema } = read(Buffer.from(bytes).toString('base64'), wire())
    expect(schema).toMatchObject({ fields: { length: 10_000 } })
  })

  test.each([
    ['int32 a = 1; int32 b = 1;', /duplicate id 1/],
    ['int32 a = 1; oneof o { int32 b = 1; }', /duplicate id 1/],
    ['oneof o { int32 a = 1; int32 b = 1; }', /duplicate id 1/],
    ['int32 a = 1; int32 a = 2;', /duplicate name/],
  ])('numbers and names stand for one field: %s', (fields, message) => {
    const text = `syntax = "proto3"; message M { ${fields} }`
    expect(() => read(text, wire())).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_SCHEMA',
        message: expect.stringMatching(message),
      }),
    )
  })

  test('an enum lists its symbols once, however many fields it has', () => {
    const values = repeated(500, (at) => `V${at} = ${at};`)
    const fields = repeated(100, (at) => `E f${at} = ${at + 1};`)
    const text = `syntax = "proto3"; enum E { ${values} } message M { ${fields} }`
    const { schema } = read(text, wire())
    const listed = Object.values(membersOf(schema)).map(({ parameters }) => parameters)
    expect(listed).toHaveLength(100)
    expect(new Set(listed).size).toBe(1)
  })

  test('enums of fields without number are refused', () => {
    const values = repeated(10_000, (at) => `V${at} = ${at};`)
    const fields = repeated(1_001, (at) => `E f${at} = ${at + 1};`)
    const text = `syntax = "proto3"; enum E { ${values} } message M { ${fields} }`
    expect(() => read(text, wire())).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_SCHEMA',
        message: expect.stringContaining('more than 10000000 symbols'),
      }),
    )
  })
})

/** Where a field of the outermost message ends. */
function fieldStarts(body: Buffer): ReadonlySet<number> {
  const codec = compileProtobuf(registered('syntax = "proto3"; message Any {}'), 'confluent')
  const starts = new Set<number>()
  let start = 0
  for (let end = 1; end <= body.length; end += 1) {
    try {
      codec.decode(first(body.subarray(start, end)))
      starts.add(end)
      start = end
    } catch {
      // Inside of a field.
    }
  }
  return starts
}
