import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { LOSSLESS, type OutOfRangePolicy } from '../../../../lib/table/encoding.ts'
import { column } from '../build-column.ts'
import { primitive } from '../build-schema.ts'

const UNMAPPABLE = Symbol('ERR_RECORD_UNMAPPABLE')
const OUT_OF_RANGE = Symbol('ERR_RECORD_OUT_OF_RANGE')
type Want = string | symbol

/** What a text becomes with the schema `string` and without one, which is the same. */
function written(type: string, text: string, outOfRange: OutOfRangePolicy = 'reject'): Want {
  const encoding = { ...LOSSLESS, outOfRange } as const
  const outcome = (write: () => string): Want => {
    try {
      return write()
    } catch (error) {
      const { code } = error as { code: string }
      return [UNMAPPABLE, OUT_OF_RANGE].find((one) => one.description === code) ?? code
    }
  }
  const to = column(type)
  const schemaless = outcome(() => writeJsonCell(text, to, encoding))
  expect(outcome(() => compileCell(primitive('string'), to, encoding).write(text))).toBe(schemaless)
  return schemaless
}

describe('a text in a column of numbers is read as the number that it is, or refused:', () => {
  test.each<[string, string, Want]>([
    ['int(11)', ' 12 ', '12'],
    ['int(11)', '+12', '12'],
    ['int(11)', '12.', '12'],
    ['int(11)', '12.e1', '120'],
    ['decimal(5,2)', '12.', '12'],
    ['int(11)', '\t12\r\n', '12'],
    ['int(11)', '-00', '-00'],
    ['int(11)', '.5', OUT_OF_RANGE],
    ['int(11)', '+.7', OUT_OF_RANGE],
    ['int(11)', ' 12.7', OUT_OF_RANGE],
    ['int(11)', '12.7 ', OUT_OF_RANGE],
    ['int(11)', '\t12.6', OUT_OF_RANGE],
    ['int(11)', '12.6\n', OUT_OF_RANGE],
    ['int(11)', '1e99999', OUT_OF_RANGE],
    ['int(11)', '1e-99999', OUT_OF_RANGE],
    ['decimal(5,2)', '.12', '0.12'],
    ['decimal(5,2)', '-.5', '-0.5'],
    ['decimal(5,2)', '1.20\r', '1.20'],
    ['decimal(5,2)', '.129', OUT_OF_RANGE],
    ['decimal(5,2)', ' 1.239', OUT_OF_RANGE],
    ['decimal(5,2)', '1e99999', OUT_OF_RANGE],
    ['double', ' .5e1 ', '0.5e1'],
    ['double', '1e99999', OUT_OF_RANGE],
    ['double', ' Infinity', OUT_OF_RANGE],
    ['year(4)', ' 5', OUT_OF_RANGE],
    ['year(4)', ' 1999', '1999'],
    ['int(11)', '12abc', UNMAPPABLE],
    ['int(11)', '1e', UNMAPPABLE],
    ['int(11)', '0x1F', UNMAPPABLE],
    ['int(11)', '1 2', UNMAPPABLE],
    ['int(11)', '12\u00a0', UNMAPPABLE],
    ['decimal(5,2)', '1,5', UNMAPPABLE],
    ['decimal(5,2)', '1.2.3', UNMAPPABLE],
    ['double', '1_0', UNMAPPABLE],
    ['int(11)', 'seven', 'seven'],
    ['int(11)', '', ''],
    ['int(11)', '-', '-'],
  ])('%s of %j', (type, text, want) => {
    expect(written(type, text)).toBe(want)
  })
})

test('a text of a million digits is judged without delay', () => {
  const digits = '1'.repeat(1_000_000)
  for (const type of ['int(11)', 'decimal(65,30)', 'double']) {
    expect(written(type, digits)).toBe(OUT_OF_RANGE)
    expect(written(type, `${digits}x`)).toBe(UNMAPPABLE)
  }
  expect(written('int(11)', `0.${'0'.repeat(1_000_000)}7`)).toBe(OUT_OF_RANGE)
  expect(written('date', digits)).toBe(UNMAPPABLE)
  expect(written('time', `10:00:00.${digits}`)).toBe(UNMAPPABLE)
  expect(written('datetime(6)', `2024-01-01 10:00:00.${digits}`)).toBe(UNMAPPABLE)
  expect(written('datetime(6)', `2024-01-01${' '.repeat(1_000_000)}`)).toBe('2024-01-01')
})

describe('a text in a column of dates or times is one as a whole, or refused:', () => {
  test.each<[string, string, Want]>([
    ['date', ' 2024-01-01\n', '2024-01-01'],
    ['date', '2024-01-01Z', '2024-01-01'],
    ['date', '2024-01-01T00:00:00Z', '2024-01-01 00:00:00'],
    ['date', '2024-01-01 10:00', OUT_OF_RANGE],
    ['date', '10000-01-01', OUT_OF_RANGE],
    ['date', '10:11:12', UNMAPPABLE],
    ['date', '24-1-1 1:5', UNMAPPABLE],
    ['date', '2024-01-01garbage', UNMAPPABLE],
    ['date', '0000-00-00', '0000-00-00'],
    ['timestamp', '0000-00-00 00:00:00', '0000-00-00 00:00:00'],
    ['datetime(6)', '2024-01-01 10:00:00.123456 ', '2024-01-01 10:00:00.123456'],
    ['datetime(6)', '2024-01-01 10:00:00.1234567 ', OUT_OF_RANGE],
    ['datetime(6)', '2024-01-01 10:00:00.1234567\n', OUT_OF_RANGE],
    ['datetime(6)', '2024-01-01T10:00:00+00:19:32', '2024-01-01 09:40:28'],
    ['datetime(6)', '10:11:12', UNMAPPABLE],
    ['datetime(6)', '0000-12-31 00:00:00', OUT_OF_RANGE],
    ['time(6)', ' 10:00:00.5', '10:00:00.5'],
    ['time(6)', '10:00:00+01:00', '09:00:00'],
    ['time(6)', '2024-01-01 10:00:00', UNMAPPABLE],
    ['time(6)', '1 10:00:00', UNMAPPABLE],
    ['time(6)', '900:99:99', UNMAPPABLE],
    ['time(6)', '900:00:00', OUT_OF_RANGE],
    ['time', '10:00:00.6 ', OUT_OF_RANGE],
  ])('%s of %j', (type, text, want) => {
    expect(written(type, text)).toBe(want)
  })

  test.each(['null', 'clamp'] as const)('rubbish is no date under the policy %s', (policy) => {
    for (const text of ['2024-01-01garbage', '0999-99-99', '2050-13-45', '9999-12-32', 'x.5']) {
      for (const type of ['date', 'datetime', 'timestamp(6)']) {
        expect(written(type, text, policy)).toBe(UNMAPPABLE)
      }
    }
    expect(written('time', '900:99:99', policy)).toBe(UNMAPPABLE)
    expect(written('time', 'x.5', policy)).toBe(UNMAPPABLE)
  })

  test.each([
    ['date', '10000-01-01', '9999-12-31'],
    ['date', '0000-01-01', '1000-01-01'],
    ['datetime(6)', '10000-01-01 00:00:00', '9999-12-31 23:59:59.999999'],
    ['date', '2024-03-01T01:00:00+02:00', '2024-02-29'],
    ['decimal(5,2)', '1e99999', '999.99'],
    ['int(11)', '-1e99999', '-2147483648'],
    ['int(11)', '-.7', '-0'],
  ])('clamp finds what is nearest in %s to %s', (type, text, nearest) => {
    expect(written(type, text, 'clamp')).toBe(nearest === '-0' ? '0' : nearest)
    expect(written(type, text, 'null')).toBe('\\N')
  })
})

test('the mend is one that mends', () => {
  const write = (type: string, text: string) => () => writeJsonCell(text, column(type))
  const fine = '2024-01-01 10:00:00.1234567'
  expect(write('datetime(6)', fine)).toThrow(/keeps microseconds\. Make it a VARCHAR\(40\)/)
  expect(write('datetime', fine)).toThrow(/make it DATETIME\(6\)/)
  expect(write('time(6)', '10:00:00.1234567')).toThrow(/keeps microseconds/)
  expect(write('date', '10:11:12')).toThrow(/TIME\(6\)/)
  expect(write('time', '2024-01-01 10:00:00')).toThrow(/DATETIME\(6\)/)
})

test('what is let through into a column of numbers is the number, and no other', () => {
  const blanks = fc.stringMatching(/^[ \t\r\n]{0,2}$/)
  const number = fc.stringMatching(
    /^[+-]?([0-9]{1,6}\.?|[0-9]{0,4}\.[0-9]{1,6})([eE][+-]?[0-9]{1,2})?$/,
  )
  fc.assert(
    fc.property(blanks, number, blanks, (before, text, after) => {
      for (const type of ['bigint(20)', 'decimal(20,6)', 'double', 'double(20,3)']) {
        const field = written(type, before + text + after)
        if (typeof field === 'string') expect(Number(field) + 0).toBe(Number(text) + 0)
        else expect(field).toBe(OUT_OF_RANGE)
      }
    }),
  )
})
