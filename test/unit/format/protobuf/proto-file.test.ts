import { type Namespace, parse, Root, Type } from 'protobufjs'
import descriptor from 'protobufjs/ext/descriptor.js'
import { describe, expect, test } from 'vitest'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import type { RegisteredSchema } from '../../../../lib/format/registry.ts'
import { encode, first, membersOf, registered, wire } from './wire.ts'

const schemaError = (message: RegExp | string) =>
  expect.objectContaining({
    code: 'ERR_RECORD_SCHEMA',
    message: expect.stringMatching(message),
  })

function compile(text: string, references: RegisteredSchema['references'] = []) {
  return compileProtobuf(registered(text, references), 'confluent')
}

function fields(text: string, references: RegisteredSchema['references'] = []) {
  return membersOf(compile(text, references).schemaOf(Buffer.of(0)))
}

describe('imports', () => {
  const MONEY =
    'syntax = "proto3"; package shop; import "shop/currency.proto"; message Money { Currency currency = 1; int64 cents = 2; }'
  const CURRENCY = 'syntax = "proto3"; package shop; enum Currency { EUR = 0; USD = 1; }'
  const ORDER =
    'syntax = "proto3"; package shop; import public "shop/money.proto"; message Order { Money total = 1; .shop.Currency shown = 2; }'
  const references = [
    { name: 'shop/currency.proto', text: CURRENCY },
    { name: 'shop/money.proto', text: MONEY },
  ]

  test('are the references of the registry, transitively', () => {
    const codec = compile(ORDER, references)
    const body = wire([1, 'bytes', wire([1, 'int32', 1], [2, 'int64', 5])])
    expect(codec.decode(first(body))).toEqual([['USD', 5], 'EUR'])
  })

  test('do not move the messages of the file itself', () => {
    const codec = compile(ORDER, references)
    expect(codec.schemaOf(Buffer.of(0))).toMatchObject({ name: 'Order' })
    expect(() => codec.schemaOf(Buffer.of(0x02, 0x02))).toThrow(/message index/)
  })

  test('that are missing are named with the file that wants them', () => {
    expect(() => compile(ORDER)).toThrow(
      schemaError(
        /the schema imports "shop\/money.proto", to which the registry has no reference; register it as one, or put .* \(Glue has no references\)/,
      ),
    )
    expect(() => compile(ORDER, references.slice(1))).toThrow(
      schemaError(/"shop\/money.proto" imports "shop\/currency.proto"/),
    )
    expect(() => compile('import "google/protobuf/nothing.proto"; message M {}')).toThrow(
      schemaError(/nothing/),
    )
    expect(() => compile('import "google/protobuf/constructor.proto"; message M {}')).toThrow(
      schemaError(/constructor/),
    )
  })

  test('may be weak', () => {
    const text = ORDER.replace('import public', 'import weak')
    expect(Object.keys(fields(text, references))).toEqual(['total', 'shown'])
  })

  test('that are damaged are named', () => {
    const broken = [{ name: 'shop/money.proto', text: 'message {' }, ...references.slice(0, 1)]
    expect(() => compile(ORDER, broken)).toThrow(schemaError(/"shop\/money.proto": illegal/))
  })

  test('in a circle end', () => {
    const a = 'syntax = "proto3"; import "b.proto"; message A { B b = 1; }'
    const b = 'syntax = "proto3"; import "a.proto"; message B { int32 x = 1; }'
    expect(() =>
      compile(a, [{ name: 'b.proto', text: b.replace('a.proto', 'b.proto') }]),
    ).not.toThrow()
    expect(
      fields(b.replace('"a.proto"', '"c.proto"'), [
        { name: 'c.proto', text: 'import "b2.proto";' },
        { name: 'b2.proto', text: 'import "c.proto";' },
      ]),
    ).toHaveProperty('x')
  })

  test('options of a file of its own do no harm', () => {
    const options = `syntax = "proto2"; import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { optional string sensitive = 50001; }`
    const text = `syntax = "proto3"; import "options.proto"; message M { string s = 1 [(sensitive) = "very", deprecated = true]; }`
    expect(Object.keys(fields(text, [{ name: 'options.proto', text: options }]))).toEqual(['s'])
  })
})

describe('names of types', () => {
  test('mean what is nearest outwards, never what lies deeper', () => {
    const text = `syntax = "proto3"; package a;
      message M { message Inner { message Foo { int32 x = 1; } } Foo foo = 1; Inner.Foo inner = 2; map<string, Foo> foos = 3; }
      message Foo { string s = 1; }`
    const { foo, inner, foos } = fields(text)
    expect(Object.keys(membersOf(foo))).toEqual(['s'])
    expect(Object.keys(membersOf(inner))).toEqual(['x'])
    expect(foos).toMatchObject({ values: foo })
  })

  test('the innermost scope that has the first part decides', () => {
    const text = `syntax = "proto3"; package a.b; import "other.proto";
      message M { message Part { int32 in_m = 1; } Part near = 1; .a.b.Part far = 2; b.Part named = 3; a.c.Part other = 4; c.Part short = 5; }
      message Part { int32 in_b = 1; }`
    const other = 'syntax = "proto3"; package a.c; message Part { int32 in_c = 1; }'
    const found = Object.values(fields(text, [{ name: 'other.proto', text: other }])).map(
      (schema) => Object.keys(membersOf(schema))[0],
    )
    expect(found).toEqual(['in_m', 'in_b', 'in_b', 'in_c', 'in_c'])
  })

  test('that nothing has are told with their field', () => {
    const text = 'syntax = "proto3"; package p; message M { message In { Missing x = 1; } }'
    expect(() => compile(text)).toThrow(schemaError(/p\.M\.In\.x: no type Missing/))
  })
})

test.each(['java', 'cpp', 'go'])(
  'what extends the features by those of %s is at hand',
  (language) => {
    const text = `edition = "2023"; import "google/protobuf/${language}_features.proto"; option features.(pb.x).utf8_validation = VERIFY; message M { int32 a = 1 [features.field_presence = IMPLICIT]; }`
    expect(compile(text).decode(first(wire([1, 'int32', 5])))).toEqual([5])
  },
)

test.each([
  ['oneof o { int32 a = 1; ; }'],
  ['optional group G = 1 [deprecated = true] { optional int32 a = 1; }'],
  ['oneof o { group G = 1 { optional int32 a = 1; } }'],
  ['optional int32 a = 1 [(o) = { o < id: "r" > }];'],
])('%s, which protobufjs does not know, is refused with a way out', (text) => {
  expect(() => compile(`syntax = "proto2"; message M { ${text} }`)).toThrow(
    schemaError(/the schema: .*; where protoc reads it, register it without/),
  )
})

describe('a text that is no schema', () => {
  test.each([
    ['nonsense', 'what is this?'],
    ['an end too early', 'syntax = "proto3"; message M {'],
    ['an unknown edition', 'edition = "1999"; message M {}'],
    ['a name twice', 'message M {} message M {}'],
    ['a number twice', 'message M { optional int32 a = 1; optional int32 b = 1; }'],
    ['messages too deep', `${'message M {'.repeat(5000)}${'}'.repeat(5000)}`],
    ['a name that JavaScript keeps', 'message __proto__ {}'],
    ['base64 of nothing', 'AAAA'],
    ['base64 of a damaged descriptor', Buffer.from('\u000a\u00ff').toString('base64')],
  ])('%s is the fault of the schema', (_, text) => {
    expect(() => compile(text)).toThrow(schemaError(/^Protobuf schema cannot be used: /))
  })

  test('messages that lead on for too long are refused, and nothing half read is left of them', () => {
    const count = 4000
    const chain = Array.from({ length: count }, (_, at) => `message M${at} { M${at + 1} m = 1; }`)
    const codec = compile(
      `syntax = "proto3"; ${chain.join('\n')} message M${count} { int32 n = 1; }`,
    )
    const head = (index: number) =>
      encode('message H { required sint32 i = 1; }', 'H', { i: index })
    for (const index of [0, 0, 1, count / 2]) {
      const body = Buffer.concat([Buffer.of(2), head(index).subarray(1)])
      expect(() => codec.schemaOf(body)).toThrow(schemaError(/call stack/))
    }
    const last = Buffer.concat([Buffer.of(2), head(count - 1).subarray(1)])
    expect(membersOf(codec.schemaOf(last)).m).toMatchObject({ fields: [{ name: 'n' }] })
  })

  test.each(['', 'syntax = "proto3";', 'syntax = "proto3"; enum E { A = 0; }'])(
    'without messages is told as such: %s',
    (text) => {
      expect(() => compile(text)).toThrow(schemaError(/: the schema declares no message$/))
    },
  )

  test.each(['hello world', 'hell worl', 'hell\n\nworl', 'word\nlonger12', 'hello', 'wo\nrd'])(
    'and no base64 is read as text: %j',
    (text) => {
      expect(() => compile(text)).toThrow(schemaError(/: the schema: illegal token/))
    },
  )
})

describe('a serialized descriptor', () => {
  const TEXTS: readonly (readonly [string, string, object])[] = [
    [
      'proto3',
      `syntax = "proto3"; package p.q; message M { int32 snake_case = 1; optional string o = 2; repeated int64 many = 3;
        map<string, In> named = 4; oneof pick { In in = 5; Colour colour = 6; } Colour plain = 7; bytes raw = 8;
        message In { uint64 big = 1; M back = 2; } message Second { bool b = 1; } }
        message Top { string s = 1; } enum Colour { RED = 0; BLUE = 5; }`,
      {
        snake_case: -3,
        o: '',
        many: [1, -1],
        named: { a: { big: 5 } },
        colour: 5,
        plain: 9,
        raw: Uint8Array.of(1),
      },
    ],
    [
      'proto2',
      `syntax = "proto2"; package p.q; message M { required int32 a = 1; optional Colour c = 2 [default = BLUE];
        repeated group Item = 3 { optional string n = 4; } repeated int32 unpacked = 5; extensions 100 to 200; }
        enum Colour { RED = 1; BLUE = 5; } message Top {} message In {}`,
      { a: 1, c: 9, item: [{ n: 'x' }], unpacked: [1, 2] },
    ],
    [
      '2023',
      `edition = "2023"; package p.q; option features.field_presence = IMPLICIT; message M { int32 a = 1;
        int32 b = 2 [features.field_presence = EXPLICIT]; In in = 3 [features.message_encoding = DELIMITED]; message In { int32 x = 1; } } message Top {}`,
      { in: { x: 4 } },
    ],
  ]

  test.each(TEXTS)('%s means what its text means', (edition, text, value) => {
    const body = encode(text, 'p.q.M', value)
    const [fromText, fromDescriptor] = [text, descriptorOf(text, edition)].map((form) =>
      compile(form),
    )
    for (const head of [[0x00], [0x04, 0x00, 0x00], [0x02, 0x02]]) {
      const whole = Buffer.concat([Buffer.from(head), head.length === 1 ? body : wire()])
      const schemas = [fromText, fromDescriptor].map((codec) =>
        attempt(() => codec?.schemaOf(whole)),
      )
      expect(schemas[1]).toEqual(schemas[0])
      const values = [fromText, fromDescriptor].map((codec) => attempt(() => codec?.decode(whole)))
      expect(values[1]).toEqual(values[0])
    }
  })

  test('is found in whatever base64 a registry breaks into lines', () => {
    const whole = descriptorOf(TEXTS[0]?.[1] ?? '', 'proto3')
    for (const end of ['\n', '\r\n']) {
      const broken = whole.replace(/.{76}/g, `$&${end}`)
      expect(Object.keys(fields(broken + end))).toContain('snake_case')
    }
  })

  test('keeps the parameters of field_meta', () => {
    const text =
      'syntax = "proto3"; message M { int32 narrow = 1; int32 wide = 2; message In { int32 narrow = 1; } In in = 3; }'
    const meta = wire([2, 'bytes', wire([1, 'string', 'connect.type'], [2, 'string', 'int8'])])
    const serialized = descriptorOf(text, 'proto3', (field) => {
      if (field.name !== 'narrow') return
      field.options = { $unknowns: [wire([1088, 'bytes', meta])] }
    })
    const { narrow, wide, in: inner } = fields(serialized)
    expect([narrow?.type, wide?.type, membersOf(inner).narrow?.type]).toEqual([
      'int8',
      'int32',
      'int8',
    ])
  })

  test('has features of the whole file', () => {
    const text = 'edition = "2023"; message M { int32 a = 1; }'
    const type = descriptor.FileDescriptorProto
    const file = type.decode(Buffer.from(descriptorOf(text, '2023'), 'base64'))
    const implicit = type.fromObject({
      ...file,
      options: { features: { fieldPresence: 'IMPLICIT' } },
    })
    const serialized = Buffer.from(type.encode(implicit).finish()).toString('base64')
    expect(compile(serialized).decode(first())).toEqual([0])
    expect(compile(text).decode(first())).toEqual([null])
  })

  test('with a name that JavaScript keeps is refused', () => {
    const named = descriptorOf('syntax = "proto3"; message M { int32 __wrote__ = 1; }', 'proto3')
    const text = Buffer.from(named, 'base64').toString('latin1').replace('__wrote__', '__proto__')
    expect(() => compile(Buffer.from(text, 'latin1').toString('base64'))).toThrow(
      schemaError(/the name __proto__ is not supported/),
    )
  })

  test('imports and is imported', () => {
    const other = 'syntax = "proto3"; package other; message Other { int32 x = 1; }'
    const text =
      'syntax = "proto3"; import "other.proto"; import "google/protobuf/timestamp.proto"; message M { other.Other o = 1; google.protobuf.Timestamp t = 2; }'
    const asText = { name: 'other.proto', text: other }
    const asDescriptor = { name: 'other.proto', text: descriptorOf(other, 'proto3') }
    const whole = descriptorOf(`${other.replace('package other;', '')}`, 'proto3')
    expect(Object.keys(fields(whole))).toEqual(['x'])
    const body = first(
      wire([1, 'bytes', wire([1, 'int32', 5])], [2, 'bytes', wire([1, 'int64', 1])]),
    )
    for (const reference of [asText, asDescriptor]) {
      expect(compile(text, [reference]).decode(body)).toEqual([[5], 1e9])
    }
  })
})

interface DescribedField {
  readonly name: string
  typeName?: string
  options?: object
}

interface DescribedMessage {
  readonly name: string
  readonly field: readonly DescribedField[]
  readonly nestedType: readonly DescribedMessage[]
}

/** The FileDescriptorProto that protobufjs makes of a text, in base64; names of types in full, as protoc has them. */
function descriptorOf(
  text: string,
  edition: string,
  change: (field: DescribedField) => void = () => {},
): string {
  const root = new Root()
  const name = parse(text, root, { keepCase: true }).package ?? ''
  root.resolveAll()
  const file = root.toDescriptor(edition).file.find((each) => (each.package ?? '') === name)
  const qualify = (message: DescribedMessage, scope: string, type: Namespace) => {
    const own = `${scope}.${message.name}`
    for (const field of message.field) {
      const entry = message.nestedType.some((nested) => nested.name === field.typeName)
      if (field.typeName) {
        const found = type.lookup(field.typeName)
        field.typeName =
          entry && found === null ? `${own}.${field.typeName}` : (found?.fullName ?? '')
      }
      change(field)
    }
    for (const nested of message.nestedType) {
      const inner = type.get(nested.name)
      qualify(nested, own, inner instanceof Type ? inner : type)
    }
  }
  for (const message of (file?.messageType ?? []) as unknown as readonly DescribedMessage[]) {
    qualify(message, name === '' ? '' : `.${name}`, root.lookupType(`${name}.${message.name}`))
  }
  const type = descriptor.FileDescriptorProto
  return Buffer.from(type.encode(file ?? {}).finish()).toString('base64')
}

function attempt<T>(read: () => T): T | string {
  try {
    return read()
  } catch (fault) {
    return String(fault)
  }
}
