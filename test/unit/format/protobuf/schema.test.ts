import { describe, expect, test } from 'vitest'
import { encode, fieldsOf, membersOf, read, wire } from './wire.ts'

const TYPE = 'io.confluent.connect.protobuf.Type'

const message = (fields: string, more = '') => `syntax = "proto3"; message M { ${fields} } ${more}`

describe('scalars', () => {
  test.each<[string, string, number | string, object]>([
    ['int32', 'int32', -1, {}],
    ['sint32', 'int32', -5, { [TYPE]: 'sint32' }],
    ['sfixed32', 'int32', -(2 ** 31), { [TYPE]: 'sfixed32' }],
    ['uint32', 'int64', 4_294_967_295, { [TYPE]: 'uint32' }],
    ['fixed32', 'int64', 4_294_967_295, { [TYPE]: 'fixed32' }],
    ['int64', 'int64', -12, {}],
    ['sint64', 'int64', -(2 ** 40), { [TYPE]: 'sint64' }],
    ['uint64', 'int64', 2 ** 52, { [TYPE]: 'uint64' }],
    ['fixed64', 'int64', 2 ** 33, { [TYPE]: 'fixed64' }],
    ['sfixed64', 'int64', -(2 ** 53) + 1, { [TYPE]: 'sfixed64' }],
    ['float', 'float32', 12.5, {}],
    ['double', 'float64', -0.1, {}],
    ['string', 'string', 'grün\u0000', {}],
  ])('%s is %s', (type, connect, value, parameters) => {
    const text = message(`${type} value = 1;`)
    const { schema, value: row } = read(text, encode(text, 'M', { value }))
    expect(schema).toMatchObject({ type: 'struct', name: 'M' })
    const { value: field } = membersOf(schema)
    const unwritten = type === 'string' ? '' : 0
    expect(field).toMatchObject({ type: connect, optional: true, name: null, default: unwritten })
    expect(Object.fromEntries(field?.parameters ?? [])).toEqual(parameters)
    expect(row).toEqual([value])
  })

  test('bool and bytes', () => {
    const text = message('bool a = 1; bytes b = 2;')
    const { schema, value } = read(text, encode(text, 'M', { a: true, b: Uint8Array.of(0, 255) }))
    expect(membersOf(schema)).toMatchObject({ a: { type: 'boolean' }, b: { type: 'bytes' } })
    expect(value).toEqual([true, Buffer.of(0, 255)])
  })

  test.each<[string, string, bigint | number]>([
    ['uint64', '18446744073709551615', 2n ** 64n - 1n],
    ['fixed64', '9223372036854775808', 2n ** 63n],
    ['int64', '-9223372036854775808', -(2n ** 63n)],
    ['sint64', '9223372036854775807', 2n ** 63n - 1n],
    ['sint64', '-9223372036854775808', -(2n ** 63n)],
    ['sfixed64', '-9007199254740993', -9_007_199_254_740_993n],
    ['int64', '9007199254740992', 2n ** 53n],
    ['int64', '9007199254740991', 2 ** 53 - 1],
    ['int64', '-9007199254740991', -(2 ** 53) + 1],
  ])('%s keeps every digit of %s', (type, written, value) => {
    const text = message(`${type} value = 1;`)
    expect(read(text, encode(text, 'M', { value: written })).value).toEqual([value])
  })

  test.each<['int8' | 'int16', number, number]>([
    ['int8', -128, 128],
    ['int16', 32_767, -32_769],
  ])('%s of field_meta, in range only', (type, inside, outside) => {
    const text = `syntax = "proto3"; import "confluent/meta.proto"; message M {
      int32 a = 1 [(confluent.field_meta) = { doc: "narrow" params: [ { key: "connect.type", value: "${type}" } ] }];
      int32 b = 2 [(.confluent.field_meta).params = { key: "connect.type", value: "${type}" }]; }`
    const { schema, value } = read(text, wire([1, 'int32', inside], [2, 'int32', inside]))
    expect(membersOf(schema)).toMatchObject({ a: { type }, b: { type } })
    expect(value).toEqual([inside, inside])
    expect(() => read(text, wire([2, 'int32', outside]))).toThrow(
      expect.objectContaining({
        code: 'ERR_RECORD_OUT_OF_RANGE',
        message: `M.b: number outside ${type}`,
      }),
    )
  })
})

describe('what is not written', () => {
  test('a scalar of proto3 is its zero, an optional one null', () => {
    const text = message(
      `int32 a = 1; string b = 2; bool c = 3; bytes d = 4; double e = 5; Colour f = 6; uint64 g = 7;
       optional int32 h = 8; optional string i = 9; optional Colour j = 10; M k = 11;
       repeated int32 l = 12; map<string, int32> m = 13; oneof pick { int32 n = 14; }`,
      'enum Colour { RED = 0; BLUE = 1; }',
    )
    expect(read(text, Buffer.of()).value).toEqual([
      null,
      ...[0, '', false, Buffer.alloc(0), 0, 'RED', 0],
      ...[null, null, null, null],
      [],
      new Map(),
    ])
  })

  test('an optional scalar that is written as zero is no null', () => {
    const text = message('optional int32 a = 1; optional string b = 2; optional bool c = 3;')
    const body = wire([1, 'int32', 0], [2, 'string', ''], [3, 'bool', false])
    expect(read(text, body).value).toEqual([0, '', false])
  })

  test('proto2: an absent field is null, whatever its default; a missing required one is an error', () => {
    const text = `syntax = "proto2"; message M { optional int32 key = 1; optional string value = 2 [default = "x"];
      repeated int32 many = 3; required int32 must = 4; }`
    expect(read(text, wire([4, 'int32', 0])).value).toEqual([null, null, [], 0])
    expect(() => read(text, wire([1, 'int32', 0]))).toThrow('M.must: required, but not written')
  })

  test('editions: presence is what the features say', () => {
    const text = `edition = "2023"; message M { int32 a = 1; int32 b = 2 [features.field_presence = IMPLICIT];
      int32 c = 3 [features.field_presence = LEGACY_REQUIRED]; }`
    expect(read(text, wire([3, 'int32', 1])).value).toEqual([null, 0, 1])
    expect(() => read(text, wire([1, 'int32', 1]))).toThrow('M.c: required')
    const implicit = `edition = "2024"; option features.field_presence = IMPLICIT; message M { int32 a = 1; M b = 2; }`
    expect(read(implicit, Buffer.of()).value).toEqual([0, null])
  })
})

describe('enums', () => {
  const ENUMS =
    'enum Status { option allow_alias = true; ACTIVE = 0; INACTIVE = 1; OFF = 1; LOST = -1; }'

  test('are the names of their values; of several names the first', () => {
    const text = message('Status a = 1; Status b = 2; repeated Status c = 3;', ENUMS)
    const { schema, value } = read(text, encode(text, 'M', { a: 1, b: -1, c: [1, 0, -1] }))
    expect(membersOf(schema).a).toMatchObject({
      type: 'string',
      name: 'io.debezium.data.Enum',
      parameters: new Map([['allowed', 'ACTIVE,INACTIVE,OFF,LOST']]),
    })
    expect(value).toEqual(['INACTIVE', 'LOST', ['INACTIVE', 'ACTIVE', 'LOST']])
  })

  test("an unknown number of an open enum has the name of Protobuf's Java library", () => {
    const text = message('Status a = 1; repeated Status b = 2;', ENUMS)
    const body = wire([1, 'int32', 7], [2, 'bytes', Uint8Array.of(1, 9)])
    expect(read(text, body).value).toEqual([
      'UNKNOWN_ENUM_VALUE_Status_7',
      ['INACTIVE', 'UNKNOWN_ENUM_VALUE_Status_9'],
    ])
  })

  test('an unknown number of a closed enum is as if it were not written', () => {
    const text = `syntax = "proto2"; enum Status { ACTIVE = 0; INACTIVE = 1; }
      message M { optional Status a = 1; repeated Status b = 2; oneof pick { Status c = 3; }
      map<string, Status> d = 4; }`
    const body = Buffer.concat([
      wire([1, 'int32', 7], [2, 'int32', 7], [2, 'int32', 1], [3, 'int32', 7]),
      wire([4, 'bytes', wire([1, 'string', 'k'], [2, 'int32', 7])]),
    ])
    expect(read(text, body).value).toEqual([null, null, ['INACTIVE'], new Map()])
  })
})

describe('oneofs', () => {
  const TEXT = `syntax = "proto3"; package foo; message Customer {
    int64 count = 1; string first_name = 2; optional int32 age = 9;
    oneof survey_id { string survey_response_id = 5; string outgoing_action_id = 6; }
    oneof comment { string email = 7; Customer by = 8; } }`

  test('are structs of their members, before the other fields; optional fields are none', () => {
    const fields = fieldsOf(TEXT)
    expect(Object.keys(fields)).toEqual(['survey_id_0', 'comment_1', 'count', 'first_name', 'age'])
    expect(fields.survey_id_0).toMatchObject({
      type: 'struct',
      optional: true,
      name: 'io.confluent.connect.protobuf.Union.survey_id',
      fields: [
        { name: 'survey_response_id', schema: { type: 'string', optional: true } },
        { name: 'outgoing_action_id', schema: { type: 'string', optional: true } },
      ],
    })
    const body = encode(TEXT, 'foo.Customer', {
      first_name: 'Bob',
      outgoing_action_id: 'my action',
      email: '',
    })
    expect(read(TEXT, body).value).toEqual([[null, 'my action'], ['', null], 0, 'Bob', null])
  })

  test('the member written last is the one that is set', () => {
    const body = wire(
      [5, 'string', 'a'],
      [6, 'string', 'b'],
      [8, 'bytes', wire([1, 'int64', 1])],
      [7, 'string', 'x'],
      [8, 'bytes', wire([2, 'string', 'Eve'])],
    )
    expect(read(TEXT, body).value).toEqual([
      [null, 'b'],
      [null, [null, null, 0, 'Eve', null]],
      0,
      '',
      null,
    ])
  })
})

describe('messages, lists and maps', () => {
  test('a message that leads back to itself has a schema that does', () => {
    const text = `syntax = "proto3"; message Node { int32 key = 1; Node next = 2; repeated Node others = 3;
      map<string, Node> named = 4; }`
    const { schema, value } = read(
      text,
      encode(text, 'Node', {
        key: 1,
        next: { key: 2 },
        others: [{ key: 3 }],
        named: { a: { key: 4 } },
      }),
    )
    const { next, others, named } = membersOf(schema)
    expect(next).toBe(schema)
    expect(others).toMatchObject({ type: 'array', items: { name: 'Node' } })
    expect(named).toMatchObject({ type: 'map', keys: { type: 'string' }, values: { name: 'Node' } })
    const leaf = (key: number) => [key, null, [], new Map()]
    expect(value).toEqual([1, leaf(2), [leaf(3)], new Map([['a', leaf(4)]])])
  })

  test('a type used twice is compiled once', () => {
    const text = `syntax = "proto3"; message A { B x = 1; C y = 2; } message B { D d = 1; } message C { D d = 1; }
      message D { string s = 1; }`
    const { x, y } = fieldsOf(text)
    expect(membersOf(x).d).toBe(membersOf(y).d)
  })

  test('a message written twice is merged, a scalar overwritten, a list continued', () => {
    const text = `syntax = "proto3"; message M { In a = 1; int32 b = 2; oneof pick { In c = 3; } }
      message In { int32 x = 1; optional string y = 2; repeated int32 z = 3; In deep = 4; }`
    const one = wire([1, 'int32', 1], [3, 'int32', 1], [4, 'bytes', wire([1, 'int32', 5])])
    const two = wire([2, 'string', 'q'], [3, 'int32', 2], [4, 'bytes', wire([2, 'string', 'r'])])
    const merged = [1, 'q', [1, 2], [5, 'r', [], null]]
    const body = wire(
      ...[[1, 'bytes', one] as const, [2, 'int32', 8] as const, [3, 'bytes', one] as const],
      ...[[1, 'bytes', two] as const, [2, 'int32', 9] as const, [3, 'bytes', two] as const],
    )
    expect(read(text, body).value).toEqual([[merged], merged, 9])
  })

  test('the value of an entry of a map is merged as well', () => {
    const text = message('map<int32, In> a = 1;', 'message In { int32 x = 1; int32 y = 2; }')
    const entry = wire([2, 'bytes', wire([1, 'int32', 5])], [2, 'bytes', wire([2, 'int32', 6])])
    expect(read(text, wire([1, 'bytes', entry])).value).toEqual([new Map([[0, [5, 6]]])])
  })

  test.each([
    ['packed', wire([1, 'bytes', Uint8Array.of(1, 2)], [1, 'bytes', Uint8Array.of(3)])],
    ['one by one', wire([1, 'int32', 1], [1, 'int32', 2], [1, 'int32', 3])],
    ['mixed', wire([1, 'int32', 1], [1, 'bytes', Uint8Array.of(2, 3)])],
  ])('a list written %s reads the same, whichever is declared', (_, body) => {
    expect(read(message('repeated int32 a = 1;'), body).value).toEqual([[1, 2, 3]])
    const unpacked = message('repeated int32 a = 1 [packed = false];')
    expect(read(unpacked, body).value).toEqual([[1, 2, 3]])
  })

  test('keys of maps are exact, in the order that they are written, the last entry counts', () => {
    const text = message('map<int64, string> a = 1; map<bool, M> b = 2; map<string, int32> c = 3;')
    const big = Buffer.concat([Buffer.of(0x08), Buffer.alloc(8, 0xff), Buffer.of(0x7f)])
    const body = Buffer.concat([
      wire([1, 'bytes', Buffer.concat([big, wire([2, 'string', 'big'])])]),
      wire([1, 'bytes', wire([1, 'int64', 2], [2, 'string', 'first'])]),
      wire([1, 'bytes', wire([1, 'int64', 1], [2, 'string', 'one'])]),
      wire([1, 'bytes', wire([2, 'string', 'later'], [1, 'int64', 2])]),
      wire([2, 'bytes', wire([1, 'bool', true])]),
      wire([3, 'bytes', wire([1, 'string', '__proto__'], [2, 'int32', 5])], [3, 'bytes', wire()]),
    ])
    const { value } = read(text, body)
    const entries = (value as readonly ReadonlyMap<unknown, unknown>[]).map((map) => [...map])
    expect(entries).toEqual([
      [
        [9_223_372_036_854_775_807n, 'big'],
        [2, 'later'],
        [1, 'one'],
      ],
      [[true, [new Map(), new Map(), new Map()]]],
      [
        ['__proto__', 5],
        ['', 0],
      ],
    ])
  })

  test('groups of proto2 and delimited messages of editions', () => {
    const group = Buffer.concat([Buffer.of(0x0b), wire([2, 'int32', 7]), Buffer.of(0x0c)])
    const proto2 = `syntax = "proto2"; message M { repeated group Item = 1 { optional int32 n = 2; } }`
    expect(read(proto2, Buffer.concat([group, group])).value).toEqual([[[7], [7]]])
    const editions = `edition = "2023"; message M { In a = 1 [features.message_encoding = DELIMITED]; }
      message In { int32 n = 2; int32 m = 3; }`
    const other = Buffer.concat([Buffer.of(0x0b), wire([3, 'int32', 8]), Buffer.of(0x0c)])
    expect(read(editions, Buffer.concat([group, other])).value).toEqual([[7, 8]])
  })

  test('extensions and fields that the schema does not know are ignored', () => {
    const text = `syntax = "proto2"; message M { optional int32 a = 1; extensions 100 to 200; }
      extend M { optional string more = 100; }`
    const unknown = Buffer.concat([
      wire([100, 'string', 'x'], [7, 'double', 1], [8, 'bytes', Buffer.alloc(40)]),
      Buffer.of(0x4b, 0x08, 0x01, 0x4c, 0x55, 1, 2, 3, 4),
    ])
    expect(Object.keys(fieldsOf(text))).toEqual(['a'])
    expect(read(text, Buffer.concat([unknown, wire([1, 'int32', 5]), unknown])).value).toEqual([5])
  })

  test('names stay as they are written', () => {
    const names = ['snake_case', 'camelCase', 'UPPER', 'constructor', 'toString', 'hasOwnProperty']
    const text = message(names.map((name, at) => `string ${name} = ${at + 1};`).join(' '))
    expect(Object.keys(fieldsOf(text))).toEqual(names)
    expect(read(text, wire([4, 'string', 'c'])).value).toEqual(['', '', '', 'c', '', ''])
  })
})
