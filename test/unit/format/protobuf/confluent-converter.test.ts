import { describe, expect, test } from 'vitest'
import { compileProtobuf } from '../../../../lib/format/protobuf/compile-protobuf.ts'
import { encode, fieldsOf, first, membersOf, read, registered, wire } from './wire.ts'

/** Cases of Confluent's ProtobufDataTest that read; test/oracles/protobuf-data.md lists all of them. */

const ENUM = 'enum Status { ACTIVE = 0; INACTIVE = 1; }'

describe('the nested message', () => {
  const nested = (timestamp: string, head = '') => `syntax = "proto3"; ${head}
    message NestedMessage { UserId user_id = 1; bool is_active = 2; repeated string experiments_active = 3;
      ${timestamp} updated_at = 4; Status status = 5; ComplexType complex_type = 6; map<string, string> map_type = 7;
      InnerMessage inner = 8; reserved 9 to 11, 14; reserved "foo", "bar";
      message InnerMessage { string id = 1 [json_name = "id"]; repeated int32 ids = 2 [packed = true]; }
      enum InnerEnum { option allow_alias = true; ZERO = 0; ALSO_ZERO = 0; } }
    message UserId { oneof user_id { string kafka_user_id = 1; int32 other_user_id = 2; MessageId another_id = 3; } }
    message MessageId { string id = 1; } ${ENUM}
    message ComplexType { oneof some_val { string one_id = 1; int32 other_id = 2; } bool is_active = 3; }`
  const TEXT = nested('google.protobuf.Timestamp', 'import "google/protobuf/timestamp.proto";')
  const WRITTEN = `${nested('Instant')} message Instant { int64 seconds = 1; int32 nanos = 2; }`
  const value = (userId: object) => ({
    user_id: userId,
    is_active: true,
    experiments_active: ['first experiment', 'second experiment'],
    status: 1,
    inner: { id: '' },
    updated_at: { seconds: 1_505_692_800 },
    map_type: { Hello: 'World' },
  })
  const row = (userId: readonly unknown[]) => [
    [userId],
    true,
    ['first experiment', 'second experiment'],
    1_505_692_800_000_000_000n,
    'INACTIVE',
    null,
    new Map([['Hello', 'World']]),
    ['', []],
  ]

  test.each([
    ['a string', { kafka_user_id: 'my_user' }, ['my_user', null, null]],
    ['an int', { other_user_id: 5 }, [null, 5, null]],
    ['a message', { another_id: { id: 'm' } }, [null, null, ['m']]],
  ])('with the id of a user as %s', (_, userId, member) => {
    expect(read(TEXT, encode(WRITTEN, 'NestedMessage', value(userId))).value).toEqual(row(member))
  })

  test('empty', () => {
    expect(read(TEXT, wire()).value).toEqual([
      null,
      false,
      [],
      null,
      'ACTIVE',
      null,
      new Map(),
      null,
    ])
  })

  test('has its schema', () => {
    const { user_id, experiments_active, complex_type, map_type, inner } = fieldsOf(TEXT)
    expect(user_id).toMatchObject({ type: 'struct', name: 'UserId', optional: true })
    expect(membersOf(user_id).user_id_0).toMatchObject({
      name: 'io.confluent.connect.protobuf.Union.user_id',
      optional: true,
    })
    expect(experiments_active).toMatchObject({ type: 'array', items: { type: 'string' } })
    expect(Object.keys(membersOf(complex_type))).toEqual(['some_val_0', 'is_active'])
    expect(map_type).toMatchObject({ keys: { type: 'string' }, values: { type: 'string' } })
    expect(inner).toMatchObject({ name: 'InnerMessage' })
  })
})

describe('oneofs', () => {
  const UNION = `syntax = "proto3"; message EnumUnion { oneof some_val { string one_id = 1; int32 other_id = 2;
    Status some_status = 3; } Status status = 4; } ${ENUM}`

  test.each([
    ['a string', { one_id: 'ID', status: 1 }, [['ID', null, null], 'INACTIVE']],
    ['an enum', { some_status: 1, status: 1 }, [[null, null, 'INACTIVE'], 'INACTIVE']],
    ['zero', { other_id: 0 }, [[null, 0, null], 'ACTIVE']],
  ])('%s as the member', (_, written, expected) => {
    expect(read(UNION, encode(UNION, 'EnumUnion', written)).value).toEqual(expected)
  })

  test('wrappers as members are scalars, absent ones null', () => {
    const text = `syntax = "proto3"; import "google/protobuf/wrappers.proto"; message Order {
      google.protobuf.StringValue display_name = 1; oneof payment_method { google.protobuf.StringValue credit_card = 2;
      google.protobuf.StringValue bank_account = 3; } oneof mixed_choice { google.protobuf.Int32Value count = 9; string note = 10; } }`
    const card = wire([1, 'string', 'secret'])
    const body = wire([1, 'bytes', card], [2, 'bytes', card], [9, 'bytes', wire([1, 'int32', 5])])
    expect(read(text, body).value).toEqual([['secret', null], [5, null], 'secret'])
    expect(read(text, wire([10, 'string', 'x'])).value).toEqual([null, [null, 'x'], null])
  })
})

test('a message of key and value is a list where it is repeated: only map is a map', () => {
  const text = `syntax = "proto3"; message M { repeated AttributeFieldEntry map1 = 1; AttributeFieldEntry notAMap1 = 2; }
    message AttributeFieldEntry { string key = 1; string value = 2; }`
  const entry = { key: 'k', value: 'v' }
  const body = encode(text, 'M', { map1: [entry, entry], notAMap1: entry })
  const [pair] = [['k', 'v']]
  expect(read(text, body).value).toEqual([[pair, pair], pair])
})

test.each<[string, Uint8Array, string, unknown]>([
  ['BoolValue bool', wire([1, 'bool', true]), 'boolean', true],
  ['Int32Value int32', wire([1, 'int32', 12]), 'int32', 12],
  ['Int32Value int32', wire(), 'int32', 0],
  ['Int64Value int64', wire([1, 'int64', 12]), 'int64', 12],
  ['FloatValue float', Buffer.of(0x0d, 0, 0, 0x40, 0x41), 'float32', 12],
  ['DoubleValue double', wire([1, 'double', 12]), 'float64', 12],
  ['StringValue string', wire([1, 'string', 'Hello']), 'string', 'Hello'],
  ['StringValue string', wire(), 'string', ''],
])('a record that is google.protobuf.%s', (named, body, type, value) => {
  const [name, scalar] = named.split(' ')
  const text = `syntax = "proto3"; package google.protobuf; message ${name} { ${scalar} value = 1; }`
  const codec = compileProtobuf(registered(text), 'confluent')
  expect(codec.schemaOf(first(body))).toMatchObject({ type })
  expect(codec.decode(first(body))).toBe(value)
})
