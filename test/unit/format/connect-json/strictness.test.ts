import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import { envelope, struct } from '../json/record-text.ts'

const decode = (schema: string, payload: string) =>
  createFormat('connect-json').decode(envelope(schema, payload)).value

const field = (node: string) => struct({ amount: node })

function refusal(schema: string, payload: string): RecordError {
  try {
    decode(schema, payload)
  } catch (error) {
    if (error instanceof RecordError) return error
    throw error
  }
  throw new Error(`${payload} was read as ${schema}`)
}

const logical = (name: string, base: string, rest = '') =>
  `{"type":"${base}","name":"org.apache.kafka.connect.data.${name}"${rest}}`
const DECIMAL = logical('Decimal', 'bytes', ',"parameters":{"scale":"2"}')
const DATE = logical('Date', 'int32')
const TIME = logical('Time', 'int32')
const TIMESTAMP = logical('Timestamp', 'int64')

describe('a payload of another kind than its schema says is refused, never bent', () => {
  test.each([
    ['{"type":"int8"}', '"12"', 'int8 wanted, string found'],
    ['{"type":"int8"}', 'true', 'int8 wanted, boolean found'],
    ['{"type":"int32"}', '12.9', 'int32 without a fraction wanted, number found'],
    ['{"type":"int64"}', '0.12345678901234567', 'int64 without a fraction wanted, number found'],
    ['{"type":"int64"}', '[1]', 'int64 wanted, array found'],
    ['{"type":"float"}', '"12.5"', 'float wanted, string found'],
    ['{"type":"double"}', '"nan"', 'double wanted, string found'],
    ['{"type":"double"}', 'false', 'double wanted, boolean found'],
    ['{"type":"boolean"}', '1', 'boolean wanted, number found'],
    ['{"type":"boolean"}', '"true"', 'boolean wanted, string found'],
    ['{"type":"string"}', '12', 'string wanted, number found'],
    ['{"type":"string"}', '12345678901234567890', 'string wanted, number found'],
    ['{"type":"string"}', '{}', 'string wanted, object found'],
    ['{"type":"bytes"}', '12', 'bytes as a base64 string wanted, number found'],
    ['{"type":"bytes"}', '"AJw"', 'bytes as a base64 string wanted, string found'],
    ['{"type":"bytes"}', '"A_w="', 'bytes as a base64 string wanted, string found'],
    ['{"type":"bytes"}', '"AJw=\\n"', 'bytes as a base64 string wanted, string found'],
    ['{"type":"bytes"}', '"\\u0141Jw="', 'bytes as a base64 string wanted, string found'],
    [DECIMAL, '"1.56"', 'a string that is no base64 found'],
    [DECIMAL, '""', 'a string that is no base64 found'],
    [DECIMAL, 'true', 'wanted, boolean found'],
    [DATE, '"2024-01-01"', 'Date (days since 1970) wanted, string found'],
    [TIME, '0.5', 'Time (ms since midnight) without a fraction wanted'],
    [TIMESTAMP, '"now"', 'Timestamp (ms since 1970) wanted, string found'],
    ['{"type":"array","items":{"type":"int8"}}', '{}', 'array wanted, object found'],
    ['{"type":"array","items":{"type":"int8"}}', '[1,null]', 'int8 (required, without a default)'],
    [struct({ a: '"type":"int8"' }), '[1]', 'struct wanted, array found'],
    [struct({ a: '"type":"int8"' }), '12345678901234567890', 'struct wanted, number found'],
  ])('%s does not read %s', (schema, payload, message) => {
    const error = refusal(schema, payload)
    expect(error.code).toBe('ERR_RECORD_UNDECODABLE')
    expect(error.message).toContain('payload')
    expect(error.message).toContain(message)
  })

  test.each([
    ['{"type":"string"}', '[["a",1]]', 'map as an object wanted, array found'],
    ['{"type":"int8"}', '{"1":1}', 'map as an array of pairs wanted, object found'],
    ['{"type":"int8"}', '[[1]]', 'payload[]: pair of two wanted, array found'],
    ['{"type":"int8"}', '[[1,2,3]]', 'payload[]: pair of two wanted, array found'],
    ['{"type":"int8"}', '[1]', 'payload[]: pair of two wanted, number found'],
    ['{"type":"int8"}', '[["x",1]]', 'payload[key]: int8 wanted, string found'],
    ['{"type":"string"}', '{"a":"x"}', 'payload[value]: int8 wanted, string found'],
  ])('a map with keys %s does not read %s', (keys, payload, message) => {
    const error = refusal(`{"type":"map","keys":${keys},"values":{"type":"int8"}}`, payload)
    expect(error.code).toBe('ERR_RECORD_UNDECODABLE')
    expect(error.message).toContain(message)
  })

  test('a required field that is null or absent is refused, and named', () => {
    const schema = field('"type":"int32"')
    expect(refusal(schema, '{"amount":null}').message).toBe(
      'payload.amount: int32 (required, without a default) wanted, null found',
    )
    expect(refusal(schema, '{}').message).toBe(
      'payload.amount: int32 (required, without a default) wanted, nothing found',
    )
  })

  test('the path leads through structs, arrays and maps', () => {
    const inner = struct({ zip: '"type":"int32"' })
    const schema = struct({
      'address book': `"type":"map","keys":{"type":"string"},"values":{"type":"array","items":${inner}}`,
    })
    expect(refusal(schema, '{"address book":{"home":[{"zip":"x"}]}}').message).toBe(
      'payload["address book"][value][].zip: int32 wanted, string found',
    )
  })
})

describe('a number outside its type is refused, never wrapped', () => {
  test.each([
    ['int8', '-129', '128', '-128 to 127'],
    ['int16', '-32769', '32768', '-32768 to 32767'],
    ['int32', '-2147483649', '2147483648', '-2147483648 to 2147483647'],
    [
      'int64',
      '-9223372036854775809',
      '9223372036854775808',
      '-9223372036854775808 to 9223372036854775807',
    ],
  ])('%s holds neither %s nor %s', (type, below, above, range) => {
    const [least, most] = range.split(' to ').map(BigInt)
    for (const payload of [below, above, `1${'0'.repeat(400)}`, '1e999999999', '-1e30']) {
      const error = refusal(`{"type":"${type}"}`, payload)
      expect(error.code).toBe('ERR_RECORD_OUT_OF_RANGE')
      expect(error.message).toBe(`payload: number outside ${type} (${range})`)
    }
    expect(BigInt(decode(`{"type":"${type}"}`, String(least)) as number)).toBe(least)
    expect(BigInt(decode(`{"type":"${type}"}`, String(most)) as number)).toBe(most)
  })

  test.each([
    ['{"type":"double"}', '1e400', 'double'],
    ['{"type":"double"}', `-${'9'.repeat(400)}`, 'double'],
    ['{"type":"float"}', '1e39', 'float'],
    [DATE, '2147483648', 'Date'],
    [TIME, '-1', 'Time'],
    [TIME, '86400001', 'Time'],
    [TIMESTAMP, '9223372036854775808', 'Timestamp'],
    [DECIMAL, '1e1001', 'Decimal'],
    [DECIMAL, '1e-1001', 'Decimal'],
    [DECIMAL, `${'9'.repeat(1001)}`, 'Decimal'],
    [DECIMAL, `"${Buffer.alloc(416, 1).toString('base64')}"`, 'Decimal'],
  ])('%s does not hold %s', (schema, payload, type) => {
    const error = refusal(schema, payload)
    expect(error.code).toBe('ERR_RECORD_OUT_OF_RANGE')
    expect(error.message).toContain(`payload: number outside ${type}`)
  })

  test('both ends of a day are times of it', () => {
    expect(decode(TIME, '0')).toBe(0)
    expect(decode(TIME, '86400000')).toBe(86_400_000)
  })
})

describe('a number is read by what it means, not by how it is written', () => {
  test.each([
    ['12.0', 12],
    ['1.2e1', 12],
    ['-0', 0],
    ['12.00000000000000000000', 12],
    ['9007199254740993', 9007199254740993n],
    ['9007199254740993.000', 9007199254740993n],
    ['123456789012345e3', 123456789012345000n],
    ['9.223372036854775807e18', 9223372036854775807n],
  ])('%s as an int64', (payload, value) => {
    expect(decode('{"type":"int64"}', payload)).toBe(value)
  })

  test.each([
    ['"NaN"', Number.NaN],
    ['"Infinity"', Number.POSITIVE_INFINITY],
    ['"-Infinity"', Number.NEGATIVE_INFINITY],
    ['-0.0', -0],
    ['12', 12],
    ['0.30000000000000004', 0.30000000000000004],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['5e-324', 5e-324],
  ])('%s as a double', (payload, value) => {
    expect(decode('{"type":"double"}', payload)).toBe(value)
  })
})

describe('null and defaults', () => {
  const withDefault = '"type":"int32","optional":true,"default":7'

  test('a default stands in for an absent member as for null', () => {
    expect(decode(field(withDefault), '{}')).toEqual([7])
    expect(decode(field(withDefault), '{"amount":null}')).toEqual([7])
    expect(decode(field(withDefault), '{"amount":0}')).toEqual([0])
  })

  test('a default false or 0 or "" is a default', () => {
    expect(decode(field('"type":"boolean","default":false'), '{}')).toEqual([false])
    expect(decode(field('"type":"int8","default":0'), '{}')).toEqual([0])
    expect(decode(field('"type":"string","default":""'), '{}')).toEqual([''])
  })

  test('a struct may have a default whose own fields have theirs', () => {
    const inner = '"type":"struct","fields":[{"field":"x","type":"int8","default":3}],"default":{}'
    expect(decode(field(inner), '{}')).toEqual([[3]])
  })

  test('members that the schema does not name are ignored', () => {
    expect(decode(field('"type":"int8"'), '{"other":"x","amount":1}')).toEqual([1])
  })
})
