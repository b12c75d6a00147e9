import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Framing } from '../../../../lib/format/codec.ts'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import { encode, registered } from './wire.ts'

/** Every message has its own path as a field, so that a body tells which message it was read as. */
const NESTED = `syntax = "proto3"; package p;
  message A { string A = 1; map<string, B> pairs = 2;
    message B { string A_B = 1; message C { string A_B_C = 1; } }
    message I { string A_I = 1; } }
  message N { string N = 1; }
  message O { string O = 1; enum E { NONE = 0; } message A { string O_A = 1; } }`

function messageOf(head: readonly number[], framing: Framing = 'confluent', text = NESTED) {
  const codec = compileProtobuf(registered(text), framing)
  const schema = codec.schemaOf(Buffer.from(head))
  if (schema.type !== 'struct') throw new Error('no struct')
  return schema.fields[0]?.name
}

describe("Confluent's indexes", () => {
  test.each<[string, readonly number[], string]>([
    ['the short form of the first', [0x00], 'A'],
    ['the long form of the first', [0x02, 0x00], 'A'],
    ['[1], zigzag', [0x02, 0x02], 'N'],
    ['[2], zigzag', [0x02, 0x04], 'O'],
    ['[0, 0], zigzag', [0x04, 0x00, 0x00], 'A_B'],
    ['[0, 1], which leaves out the entries of the map', [0x04, 0x00, 0x02], 'A_I'],
    ['[2, 0], which leaves out the enum', [0x04, 0x04, 0x00], 'O_A'],
    ['[0, 0, 0], zigzag', [0x06, 0x00, 0x00, 0x00], 'A_B_C'],
    ['[2, 0], plain: the count is odd', [0x02, 0x02, 0x00], 'N'],
    ['[1], plain', [0x01, 0x01], 'N'],
    ['[0], plain and long', [0x01, 0x00], 'A'],
    ['[0, 0, 0], plain', [0x03, 0x00, 0x00, 0x00], 'A_B_C'],
    ['[0, 1], plain: zigzag leads nowhere', [0x02, 0x00, 0x01], 'A'],
  ])('%s', (_, head, first) => {
    expect(messageOf(head)).toBe(first)
  })

  test('[1, 0] of old clients: zigzag has a negative index', () => {
    const text = `syntax = "proto3"; message P { string P = 1; }
      message Q { string Q = 1; message R { string Q_R = 1; } }`
    expect(messageOf([0x02, 0x01, 0x00], 'confluent', text)).toBe('Q_R')
    expect(messageOf([0x04, 0x02, 0x00], 'confluent', text)).toBe('Q_R')
    expect(messageOf([0x02, 0x02], 'confluent', text)).toBe('Q')
  })

  test.each([
    ['nothing', []],
    ['a count without indexes', [0x02]],
    ['an index beyond the messages', [0x02, 0x12]],
    ['an index without end', [0x02, 0x80]],
    ['a count of four billion', [0xfe, 0xff, 0xff, 0xff, 0x0f, 0, 0]],
    ['a varint that is too long', [0x82, 0x80, 0x80, 0x80, 0x80, 0x00]],
  ])('%s leads nowhere', (_, head) => {
    expect(() => messageOf(head)).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_UNDECODABLE',
        message: expect.stringContaining('message index'),
      }),
    )
  })

  test('any path is found in both encodings, and what follows is the message', () => {
    const codec = compileProtobuf(registered(tree(3, 4)), 'confluent')
    const indexes = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(indexes, fc.boolean(), fc.string(), (path, zigzag, value) => {
        const meant = zigzag ? (index: number) => index * 2 : (index: number) => index
        // Plain lists that zigzag understands, too, are read as zigzag.
        fc.pre(zigzag || path.length % 2 === 1)
        const name = `m${path.join('_')}`
        const body = encode(`syntax = "proto3"; message M { string x = 1; }`, 'M', { x: value })
        const whole = Buffer.concat([Buffer.from([path.length, ...path].map(meant)), body])
        expect(codec.schemaOf(whole)).toMatchObject({ name })
        expect(codec.decode(whole)).toEqual([value])
      }),
      { numRuns: 300 },
    )
  })
})

/** `width` messages in each message, `depth` levels of them; a name is the path. */
function tree(width: number, depth: number, path: readonly number[] = []): string {
  const messages = Array.from({ length: width }, (_, at) => {
    const own = [...path, at]
    const inner = depth > 1 ? tree(width, depth - 1, own) : ''
    return `message m${own.join('_')} { string x = 1; ${inner} }`
  })
  return path.length === 0 ? `syntax = "proto3"; ${messages.join('\n')}` : messages.join('\n')
}

describe("Glue's index", () => {
  /** The messages of Glue's own test of its indexes, in an order that is not that of their names. */
  const COMPLEX = `syntax = "proto3"; package g;
    message O { string O = 1; message A { string O_A = 1; } }
    message N { string N = 1; }
    message A { string A = 1;
      message X { string A_X = 1; }
      message I { string A_I = 1; }
      message B { string A_B = 1;
        message C { string A_B_C = 1;
          message X { string A_B_C_X = 1;
            message L { string A_B_C_X_L = 1; }
            message D { string A_B_C_X_D = 1;
              message G { string A_B_C_X_D_G = 1; }
              message F { string A_B_C_X_D_F = 1; message M { string A_B_C_X_D_F_M = 1; } } } }
          message J { string A_B_C_J = 1; message K { string A_B_C_J_K = 1; } } } } }`

  test('counts the messages by their full names', () => {
    const names = Array.from({ length: 16 }, (_, index) => messageOf([index], 'glue', COMPLEX))
    expect(names).toEqual([
      'A',
      'A_B',
      'A_B_C',
      'A_B_C_J',
      'A_B_C_J_K',
      'A_B_C_X',
      'A_B_C_X_D',
      'A_B_C_X_D_F',
      'A_B_C_X_D_F_M',
      'A_B_C_X_D_G',
      'A_B_C_X_L',
      'A_I',
      'A_X',
      'N',
      'O',
      'O_A',
    ])
  })

  test('counts the entries of maps, which hold no record', () => {
    // A, A.B, A.B.C, A.I, A.PairsEntry, N, O, O.A
    expect(messageOf([3], 'glue')).toBe('A_I')
    expect(() => messageOf([4], 'glue')).toThrow(/message index/)
    expect(messageOf([5], 'glue')).toBe('N')
    expect(messageOf([7], 'glue')).toBe('O_A')
    expect(() => messageOf([8], 'glue')).toThrow(/message index/)
    expect(() => messageOf([], 'glue')).toThrow(/message index/)
  })

  test('names the entries as protoc does, which decides their place', () => {
    const text = `syntax = "proto3"; message M { string M = 1;
      map<string, string> order_lines_2x = 2; map<string, string> Z = 3;
      message OrderLines1 { string a = 1; } message OrderLines3 { string b = 1; }
      message YEntry { string c = 1; } message ZEntryOther { string d = 1; } }`
    const names = [0, 1, 3, 4, 6].map((index) => messageOf([index], 'glue', text))
    expect(names).toEqual(['M', 'a', 'b', 'c', 'd'])
  })
})

test('the same message has the same schema, another has another', () => {
  const codec = compileProtobuf(registered(NESTED), 'confluent')
  const schema = codec.schemaOf(Buffer.of(0x00))
  expect(codec.schemaOf(Buffer.of(0x02, 0x00))).toBe(schema)
  expect(codec.schemaOf(Buffer.of(0x00, 0x0a, 0x01, 0x61))).toBe(schema)
  expect(codec.schemaOf(Buffer.of(0x02, 0x02))).not.toBe(schema)
})

describe('the records of the Powertools', () => {
  const PRODUCT =
    'syntax = "proto3"; message Product { int32 id = 1; string name = 2; double price = 3; }'
  const PROFILE = `syntax = "proto3"; package com.example.protobuf;
    message Address { string street = 1; string city = 2; string zip = 3; }
    message UserProfile { string userId = 1; string name = 2; string email = 3; int32 age = 4;
      bool isActive = 5; string signupDate = 6; repeated string tags = 7;
      map<string, string> preferences = 9; Address address = 10; }`
  const USER = {
    userId: 'u-1',
    name: 'Ada',
    email: 'ada@example.com',
    age: 36,
    isActive: true,
    signupDate: '2024-01-01',
    tags: ['a', 'b'],
    preferences: { theme: 'dark', '7': 'seven' },
    address: { street: 'S', city: 'C', zip: 'Z' },
  }
  const ROW = [
    'u-1',
    'Ada',
    'ada@example.com',
    36,
    true,
    '2024-01-01',
    ['a', 'b'],
    new Map([
      ['theme', 'dark'],
      ['7', 'seven'],
    ]),
    ['S', 'C', 'Z'],
  ]

  test.each<[string, Framing, readonly number[]]>([
    ['Confluent', 'confluent', [0x00]],
    ['Glue', 'glue', [0x00]],
  ])('a product behind the index of %s', (_, framing, head) => {
    const codec = compileProtobuf(registered(PRODUCT), framing)
    const body = Buffer.from('COkHEgZMYXB0b3AZUrgehes/j0A=', 'base64')
    expect(codec.decode(Buffer.concat([Buffer.from(head), body]))).toEqual([1001, 'Laptop', 999.99])
  })

  test.each<[string, Framing, readonly number[]]>([
    ['Confluent', 'confluent', [0x02, 0x02]],
    ['Glue', 'glue', [0x01]],
  ])('a profile, the second message, behind the index of %s', (_, framing, head) => {
    const codec = compileProtobuf(registered(PROFILE), framing)
    const body = encode(PROFILE, 'UserProfile', USER)
    expect(codec.decode(Buffer.concat([Buffer.from(head), body]))).toEqual(ROW)
  })
})
