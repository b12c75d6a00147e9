import { expect, test } from 'vitest'
import { canonicalText } from '../../../../lib/singlestore/changes/canonical-text.ts'
import { column } from '../build-column.ts'

test.each([
  ['bigint', ['7', '+7', '007'], '7'],
  ['bigint', ['0', '-0', '00'], '0'],
  ['bigint unsigned', ['18446744073709551615'], '18446744073709551615'],
  ['decimal(10,2)', ['1.5', '1.50', '+1.5', '01.5', '1.5e0'], '1.5'],
  ['decimal(10,2)', ['0', '-0.00', '0.0'], '0'],
  ['double', ['0.1', '0.10', '1e-1', '.1e0'.replace('.', '0.')], '0.1'],
  ['double', ['0', '-0', '-0.0'], '0'],
  ['float', ['0.1', '0.10000000149011612'], '0.10000000149011612'],
  ['date', ['2024-02-29', '2024-02-29 00:00:00', '2024-02-29 00:00:00.000'], '2024-02-29'],
  [
    'datetime(6)',
    ['2024-02-29', '2024-02-29 00:00:00', '2024-02-29 00:00:00.000000'],
    '2024-02-29 00:00:00',
  ],
  [
    'timestamp(6)',
    ['2024-02-29 23:59:59.5', '2024-02-29 23:59:59.500000'],
    '2024-02-29 23:59:59.5',
  ],
  ['time(6)', ['00:00:00', '-00:00:00.000', '00:00:00.0'], '00:00:00'],
  ['time(6)', ['-838:59:59.10', '-838:59:59.1'], '-838:59:59.1'],
  ['varchar(10)', ['a'], 'a'],
  ['varchar(10)', ['\ud800', '\udfff', '\ufffd'], '\ufffd'],
  ['varbinary(10)', ['AAE=', 'AAE'], 'AAE='],
])('in a column of %s, %j are one value: %s', (type, texts, canonical) => {
  for (const text of texts) expect(canonicalText(text, column(type))).toBe(canonical)
})

test.each([
  ['int', 'abc'],
  ['int', '1 OR 1=1'],
  ['int', ''],
  ['int', '9'.repeat(1000)],
  ['decimal(10,2)', "1'"],
  ['decimal(10,2)', '1e999999999'],
  ['double', '1e999'],
  ['double', 'NaN'],
  ['float', '0x10'],
  ['date', '2024-02-29 10:00:00'],
  ['datetime(6)', "2024-02-29' OR '1"],
  ['time', '1'],
  ['json', '{}'],
  ['bit(64)', '1'],
])('in a column of %s, %j is refused by the name of the column, and never told', (type, text) => {
  expect(() => canonicalText(text, column(type, 'id'))).toThrow(
    expect.objectContaining({
      code: 'ERR_RECORD_UNMAPPABLE',
      message: `The key or version column "id" is ${type}, and the record's value for it is none.`,
      coordinates: { column: 'id' },
    }),
  )
})
