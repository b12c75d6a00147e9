import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { compileLambdaJson } from '../../../../lib/format/lambda-json/compile-lambda-json.ts'
import {
  ENUM,
  FIXED_SIZE,
  MICRO_TIME,
  MICRO_TIMESTAMP,
  NANO_TIMESTAMP,
  PROTO_TIMESTAMP,
  PROTOBUF_TYPE,
  UUID,
  VARIABLE_SCALE_DECIMAL,
} from '../../../../lib/schema/logical-type.ts'
import {
  DATE,
  DECIMAL,
  type Field,
  type PrimitiveType,
  type Schema,
  TIME,
  TIMESTAMP,
} from '../../../../lib/schema.ts'

const BARE = { optional: false, name: null, version: null, parameters: new Map(), default: null }

const of = (type: PrimitiveType, more: object = {}): Schema => ({ ...BARE, type, ...more })
const nullable = <Kind extends Schema>(schema: Kind): Kind => ({ ...schema, optional: true })
const named = (type: PrimitiveType, name: string) => of(type, { name })
const unsigned = (type: string) => of('int64', { parameters: new Map([[PROTOBUF_TYPE, type]]) })

function struct(name: string | null, members: Readonly<Record<string, Schema>>): Schema {
  const fields: readonly Field[] = Object.entries(members).map(([name, schema]) => ({
    name,
    schema,
  }))
  return { ...BARE, type: 'struct', name, fields }
}

const INT = of('int32')
const LONG = of('int64')
const DOUBLE = of('float64')
const STRING = of('string')
const BYTES = of('bytes')
const array = (items: Schema): Schema => ({ ...BARE, type: 'array', items })
const map = (values: Schema, keys = STRING): Schema => ({ ...BARE, type: 'map', keys, values })
const POINT = struct('ns.Point', { x: INT, y: nullable(INT) })
const COLOUR = of('string', { name: ENUM, parameters: new Map([['allowed', 'RED,BLUE']]) })
const price = of('bytes', { name: DECIMAL, parameters: new Map([['scale', '2']]) })
const union = (members: Readonly<Record<string, Schema>>) =>
  struct(
    'io.confluent.connect.avro.Union',
    Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, nullable(schema)])),
  )
const oneof = struct(null, {
  pick_0: nullable(
    struct('io.confluent.connect.protobuf.Union.pick', { a: nullable(INT), b: nullable(STRING) }),
  ),
  id: nullable(LONG),
})

const read = (schema: Schema, text: string) => compileLambdaJson(schema)(parseJson(text))

function refusal(schema: Schema, text: string): RecordError {
  try {
    read(schema, text)
  } catch (error) {
    if (error instanceof RecordError) return error
    throw error
  }
  throw new Error(`${text} was read`)
}

describe('what means the same in every rendering is read', () => {
  test.each([
    [
      'a Timestamp west of Greenwich',
      named('int64', TIMESTAMP),
      '"2024-02-29T07:00:00-05:00"',
      1709208000000,
    ],
    ['an integer as a number', LONG, '9223372036854775807', 9223372036854775807n],
    ['an integer as text', LONG, '"9223372036854775807"', 9223372036854775807n],
    ['a small integer as text', INT, '"-5"', -5],
    ['an unsigned integer', unsigned('uint64'), '"18446744073709551615"', 18446744073709551615n],
    ['a short unsigned integer', unsigned('fixed32'), '4294967295', 4294967295],
    ['a double as a number', DOUBLE, '1.5', 1.5],
    ['a double as text', DOUBLE, '"1.5e3"', 1500],
    ['a double that is none', DOUBLE, '"NaN"', Number.NaN],
    ['a boolean', of('boolean'), 'true', true],
    ['a string', STRING, '"12"', '12'],
    ['an enum by its name', COLOUR, '"RED"', 'RED'],
    [
      'a UUID',
      named('string', UUID),
      '"5f2c0a1e-8f3b-4c57-9d55-0a1b2c3d4e5f"',
      '5f2c0a1e-8f3b-4c57-9d55-0a1b2c3d4e5f',
    ],
    ['a decimal as a number', price, '12345678901234567890.5', '12345678901234567890.50'],
    ['a Date as days', named('int32', DATE), '19782', 19782],
    ['a Date as ISO text', named('int32', DATE), '"2024-02-29"', 19782],
    ['a Date before 1970', named('int32', DATE), '"1969-12-31"', -1],
    ['a Date of the first century', named('int32', DATE), '"0099-01-01"', -683368],
    ['a Time as ms', named('int32', TIME), '3600000', 3600000],
    ['a Time as ISO text', named('int32', TIME), '"01:00:00.25"', 3600250],
    ['a time of microseconds as text', named('int64', MICRO_TIME), '"00:00:00.000001"', 1],
    ['a Timestamp as ms', named('int64', TIMESTAMP), '1709208000000', 1709208000000],
    [
      'a Timestamp as ms in text',
      named('int64', MICRO_TIMESTAMP),
      '1709208000000000',
      1709208000000000,
    ],
    ['a Timestamp as ISO text', named('int64', TIMESTAMP), '"2024-02-29T12:00:00Z"', 1709208000000],
    [
      'a Timestamp with an offset',
      named('int64', TIMESTAMP),
      '"2024-02-29T14:30:00.5+02:30"',
      1709208000500,
    ],
    [
      'nanoseconds',
      named('int64', NANO_TIMESTAMP),
      '"2024-02-29T12:00:00.000000001Z"',
      1709208000000000001n,
    ],
    [
      'a Timestamp of Protobuf',
      named('int64', PROTO_TIMESTAMP),
      '"2024-02-29T12:00:00Z"',
      1709208000000000000n,
    ],
    ['an array', array(LONG), '[1,"2"]', [1, 2]],
    ['a map as an object', map(LONG), '{"a":1}', new Map([['a', 1]])],
    ['a map as entries', map(LONG), '[{"key":"a","value":1}]', new Map([['a', 1]])],
    ['a map by numbers', map(STRING, LONG), '{"1":"a"}', new Map([[1, 'a']])],
    ['a map by booleans', map(STRING, of('boolean')), '{"true":"a"}', new Map([[true, 'a']])],
    ['a record', POINT, '{"x":1,"y":2}', [1, 2]],
    ['a record without a nullable member', POINT, '{"x":1}', [1, null]],
    [
      'a member that is absent, by its default',
      struct(null, { n: of('int32', { optional: true, default: 0 }) }),
      '{}',
      [0],
    ],
    ['null', nullable(BYTES), 'null', null],
    ['a nullable value, bare', nullable(STRING), '"x"', 'x'],
    ['a nullable value, wrapped', nullable(STRING), '{"string":"x"}', 'x'],
    ['a nullable long, wrapped', nullable(LONG), '{"long":5}', 5],
    ['a nullable enum, wrapped', nullable(COLOUR), '{"ns.Colour":"RED"}', 'RED'],
    ['a nullable Date, wrapped', nullable(named('int32', DATE)), '{"int":19782}', 19782],
    ['a nullable record, bare', nullable(POINT), '{"x":1,"y":null}', [1, null]],
    ['a nullable record, wrapped', nullable(POINT), '{"ns.Point":{"x":1,"y":{"int":2}}}', [1, 2]],
    ['a nullable array, wrapped', nullable(array(INT)), '{"array":[1]}', [1]],
    ['a nullable map, wrapped', nullable(map(INT)), '{"map":{"a":1}}', new Map([['a', 1]])],
    ['a nullable map, bare', nullable(map(INT)), '{"map":1}', new Map([['map', 1]])],
    [
      'a union by the name of its type',
      union({ int: INT, string: STRING }),
      '{"string":"x"}',
      [null, 'x'],
    ],
    [
      'a union by the full name',
      union({ string: STRING, Point: POINT }),
      '{"ns.Point":{"x":1}}',
      [null, [1, null]],
    ],
    ['a nullable union', nullable(union({ int: INT, string: STRING })), 'null', null],
    ['a oneof among the members', oneof, '{"b":"x","id":"7"}', [[null, 'x'], 7]],
    ['a oneof of which none is set', oneof, '{"id":7,"a":null}', [null, 7]],
  ])('%s', (_what, schema, text, value) => {
    expect(read(schema, text)).toEqual(value)
  })

  test('dates and instants in ISO text mean what they mean in JavaScript', () => {
    const day = {
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    }
    fc.assert(
      fc.property(fc.date(day), (date) => {
        const text = date.toISOString()
        expect(read(named('int64', TIMESTAMP), `"${text}"`)).toBe(date.getTime())
        expect(read(named('int32', DATE), `"${text.slice(0, 10)}"`)).toBe(
          Math.floor(date.getTime() / 86_400_000),
        )
      }),
    )
  })
})

describe('what AWS does not document, and could mean several things, is refused with the way out', () => {
  test.each([
    ['a Date of a month that is none', named('int32', DATE), '"2024-13-01"'],
    ['a Date of a day that is none', named('int32', DATE), '"2024-02-00"'],
    ['bytes', BYTES, '"AAEC"'],
    ['bytes, nullable and wrapped', nullable(BYTES), '{"bytes":"AAEC"}'],
    ['a fixed', of('bytes', { parameters: new Map([[FIXED_SIZE, '4']]) }), '"abcd"'],
    ['a decimal as text', price, '"12.50"'],
    [
      'a decimal of variable scale',
      struct(VARIABLE_SCALE_DECIMAL, { scale: INT, value: BYTES }),
      '{"scale":1,"value":"AA=="}',
    ],
    ['a UUID as 16 characters', named('string', UUID), '"0123456789abcdef"'],
    ['an enum by its number', COLOUR, '1'],
    ['a Date that is none', named('int32', DATE), '"2023-02-29"'],
    ['a Date in another form', named('int32', DATE), '"29.02.2024"'],
    ['a Time with a leap second', named('int32', TIME), '"23:59:60"'],
    ['a Timestamp without a zone', named('int64', TIMESTAMP), '"2024-02-29T12:00:00"'],
    ['a Timestamp finer than its unit', named('int64', TIMESTAMP), '"2024-02-29T12:00:00.0001Z"'],
    [
      'a Timestamp with an offset of days',
      named('int64', TIMESTAMP),
      '"2024-02-29T12:00:00+99:00"',
    ],
    ['a Timestamp of Protobuf as a number', named('int64', PROTO_TIMESTAMP), '1709208000'],
    ['a union without its type', union({ int: INT, string: STRING }), '"x"'],
    ['a union of an unknown type', union({ int: INT, string: STRING }), '{"double":1}'],
    ['a union of two types', union({ int: INT, string: STRING }), '{"int":1,"string":"x"}'],
    ['a union that may be a bare record', union({ x: INT, Point: POINT }), '{"x":1}'],
    [
      'a union that may be a bare map',
      union({ string: STRING, map: map(STRING) }),
      '{"string":"x"}',
    ],
    [
      'a record with a member of its own name',
      nullable(struct('Node', { Node: nullable(INT) })),
      '{"Node":null}',
    ],
    ['a map of objects, wrapped or not', nullable(map(map(INT))), '{"map":{"a":1}}'],
    ['a member that the schema does not have', POINT, '{"x":1,"Y":2}'],
    ['a oneof with two members', oneof, '{"a":1,"b":"x"}'],
  ])('%s', (_what, schema, text) => {
    const error = refusal(struct(null, { amount: schema }), `{"amount":${text}}`)
    expect(error.code).toBe('ERR_RECORD_UNDECODABLE')
    expect(error.message).toMatch(/^value\.amount.*: what Lambda makes of .* is not documented/)
    expect(error.message).toContain('use EventRecordFormat SOURCE')
  })

  test.each([
    ['null that is not allowed', STRING, 'null', 'value.amount: string wanted, null found'],
    ['a kind that is none of it', STRING, '1', 'value.amount: string wanted, number found'],
    ['text that is no number', LONG, '"1.5"', 'value.amount: int64 wanted, string found'],
    ['a number beyond', INT, '"2147483648"', 'value.amount: number outside int32'],
    ['an unsigned number below 0', unsigned('uint32'), '-1', 'value.amount: number outside uint32'],
    ['a double beyond', DOUBLE, '"1e999"', 'value.amount: number outside double'],
    ['no map', map(INT), '1', 'value.amount: map as an object wanted'],
    ['no record', POINT, '[]', 'value.amount: object wanted, array found'],
    ['no array', array(INT), '{}', 'value.amount: array wanted, object found'],
    [
      'another wrapping',
      nullable(LONG),
      '{"string":"5"}',
      'value.amount: int64 wanted, object found',
    ],
  ])('%s is refused as it stands', (_what, schema, text, message) => {
    expect(refusal(struct(null, { amount: schema }), `{"amount":${text}}`).message).toContain(
      message,
    )
  })

  test('a required member that is absent is refused', () => {
    expect(refusal(POINT, '{}').message).toBe('value.x: int32 wanted, nothing found')
  })
})

describe('a schema that contains itself', () => {
  const fields: Field[] = []
  const node: Schema = { ...BARE, type: 'struct', name: 'Node', fields }
  fields.push({ name: 'v', schema: INT }, { name: 'next', schema: nullable(node) })

  test('is followed, bare or wrapped', () => {
    const text = '{"v":1,"next":{"Node":{"v":2,"next":{"v":3,"next":null}}}}'
    expect(read(node, text)).toEqual([1, [2, [3, null]]])
  })

  test('has its faults named where they are', () => {
    const { message } = refusal(node, '{"v":1,"next":{"v":2,"next":{"v":"x"}}}')
    expect(message).toBe('value.next.next.v: int32 wanted, string found')
  })

  test('is refused where it nests too deep, however its levels are wrapped', () => {
    const text = `${'{"v":1,"next":'.repeat(999)}null${'}'.repeat(999)}`
    try {
      read(node, text)
    } catch (error) {
      expect(error).toBeInstanceOf(RecordError)
    }
    expect(refusal(node, `${'{"v":1,"next":'.repeat(1001)}null${'}'.repeat(1001)}`).code).toBe(
      'ERR_RECORD_UNDECODABLE',
    )
  })
})

test('a record comes to no more values than any event holds: absent members count, too', () => {
  const wide = Object.fromEntries(
    Array.from({ length: 1000 }, (_, at) => [`m${at}`, nullable(INT)]),
  )
  const read = compileLambdaJson({ ...BARE, type: 'array', items: struct('Wide', wide) })
  const many = (count: number) => parseJson(`[${'{},'.repeat(count)}{}]`)
  expect(() => read(many(5000))).toThrow('more than 4194304 values')
  // Each record has a budget of its own.
  for (let times = 0; times < 3; times += 1) expect(read(many(1999))).toHaveLength(2000)
})
