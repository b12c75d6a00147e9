import { describe, expect, test } from 'vitest'
import { ExactNumber, type JsonValue } from '../../../../lib/schema.ts'
import { loadJsonAs, writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { column } from '../build-column.ts'

describe('a value without a schema', () => {
  test.each<[JsonValue, string, string]>([
    [null, 'bigint(20)', '\\N'],
    [null, 'JSON', '\\N'],
    ['', 'longtext', ''],
    ['\\N', 'longtext', '\\\\N'],
    ['a\tb\n', 'varchar(10)', 'a\\tb\\n'],
    ['héé', 'longblob', 'aMOpw6k='],
    ['text', 'JSON', '"text"'],
    ['"', 'JSON', '"\\\\""'],
    ['2024-03-01T01:00:00+02:00', 'datetime(6)', '2024-02-29 23:00:00'],
    ['2024-03-01 01:00:00', 'datetime(6)', '2024-03-01 01:00:00'],
    ['2024-03-01T01:00:00+02:00', 'longtext', '2024-03-01T01:00:00+02:00'],
    [true, 'tinyint(1)', '1'],
    [false, 'tinyint(1)', '0'],
    [true, 'text', 'true'],
    [true, 'JSON', 'true'],
    [false, 'longblob', 'ZmFsc2U='],
    [12.5, 'double', '12.5'],
    [-0, 'double', '-0'],
    [-0, 'bigint(20)', '0'],
    [1e18, 'bigint(20)', '1000000000000000000'],
    [1e21, 'text', '1e+21'],
    [1e-7, 'decimal(20,10)', '0.0000001'],
    [12.5, 'decimal(10,2)', '12.5'],
    [new ExactNumber('9223372036854775807'), 'bigint(20)', '9223372036854775807'],
    [new ExactNumber('12345678901234567890.10'), 'decimal(30,2)', '12345678901234567890.10'],
    [new ExactNumber('1.2345678901234567e4'), 'decimal(30,20)', '12345.678901234567'],
    [new ExactNumber('1.00000000000000000'), 'int(11)', '1'],
    [new ExactNumber('0.1000000000000000055'), 'JSON', '0.1000000000000000055'],
    [new ExactNumber('0.1000000000000000055'), 'text', '0.1000000000000000055'],
    [[1, 'a\n'], 'JSON', '[1,"a\\\\n"]'],
    [{ a: { b: [] } }, 'longtext', '{"a":{"b":[]}}'],
    [{}, 'longblob', 'e30='],
  ])('%j in a column of %s is written %j', (value, type, field) => {
    expect(writeJsonCell(value, column(type))).toBe(field)
  })

  test.each<[JsonValue, string]>([
    [20_240_229, 'date'],
    [101_112, 'time(6)'],
    [1_709_251_199_123, 'datetime(6)'],
    [new ExactNumber('20240229101112.123456'), 'timestamp'],
    [true, 'datetime(6)'],
    [1, 'bit(64)'],
    ['1', 'bit(64)'],
    [false, 'bit(64)'],
  ])(
    '%j in a column of %s is refused, since the server would take it for something else',
    (value, type) => {
      expect(() => writeJsonCell(value, column(type))).toThrow(
        expect.objectContaining({
          code: 'ERR_RECORD_UNMAPPABLE',
          coordinates: { column: 'c' },
          message: expect.stringContaining('column "c"'),
        }),
      )
    },
  )

  test.each<[JsonValue, string]>([
    [1.5, 'bigint(20)'],
    [1e21, 'bigint(20)'],
    [128, 'tinyint(4)'],
    [-1, 'bigint(20) unsigned'],
    [true, 'year(4)'],
    [1e300, 'float'],
    ['1e400', 'double'],
    ['NaN', 'double'],
    ['-Infinity', 'decimal(5,2)'],
    [0.125, 'decimal(10,2)'],
    [1e-7, 'decimal(10,2)'],
    [1e10, 'decimal(10,2)'],
    [new ExactNumber('0.10000000000000000001'), 'decimal(10,2)'],
    [new ExactNumber('1e-1000000'), 'decimal(10,2)'],
    [new ExactNumber('1e1000000'), 'bigint(20)'],
  ])('%j in a column of %s is refused, not rounded', (value, type) => {
    expect(() => writeJsonCell(value, column(type))).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE', coordinates: { column: 'c' } }),
    )
  })
})

test('only binary columns are loaded from base64', () => {
  expect(loadJsonAs(column('varbinary(16)'))).toBe('base64')
  for (const type of ['longtext', 'JSON', 'bigint(20)', 'datetime(6)', 'bit(64)']) {
    expect(loadJsonAs(column(type))).toBe('text')
  }
})
