import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateLiteral } from '../../../../lib/singlestore/cell/date-literal.ts'

const outOfRange = (nearest: string) =>
  expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE', nearest })

describe('a text is the date that it says, in UTC:', () => {
  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2024/2/9', '2024-02-09'],
    ['2024.02.29', '2024-02-29'],
    ['20240229', '2024-02-29'],
    ['+2024-02-29', '2024-02-29'],
    ['2017-09-15Z', '2017-09-15'],
    ['2017-09-15+02:00', '2017-09-15'],
    ['2024-02-29 23:59:59', '2024-02-29 23:59:59'],
    ['2024-02-29T23:59', '2024-02-29 23:59:00'],
    ['2024-02-29 1:5:9', '2024-02-29 01:05:09'],
    ['2024-02-29 12:00:00.1234567', '2024-02-29 12:00:00.1234567'],
    ['20240229101112.5', '2024-02-29 10:11:12.5'],
    ['20240229T101112Z', '2024-02-29 10:11:12'],
    ['2024-02-29T23:59:59Z', '2024-02-29 23:59:59'],
    ['2024-02-29t23:59:59z', '2024-02-29 23:59:59'],
    ['2024-02-29T23:59Z', '2024-02-29 23:59:00'],
    ['2024-02-29 23:59:59+00:00', '2024-02-29 23:59:59'],
    ['2024-02-29 23:59:59 +01:00', '2024-02-29 22:59:59'],
    ['2024-03-01T01:30:00+02', '2024-02-29 23:30:00'],
    ['2024-02-28T22:30:00-0330', '2024-02-29 02:00:00'],
    ['1890-01-01T00:19:32+00:19:32', '1890-01-01 00:00:00'],
    ['2024-01-01T00:00:00+14:00', '2023-12-31 10:00:00'],
    ['2024-02-29T24:00:00Z', '2024-03-01 00:00:00'],
    ['2024-02-29 24:00:00', '2024-03-01 00:00:00'],
    ['2024-02-29T12:00:00.1Z', '2024-02-29 12:00:00.1'],
    ['2024-02-29T12:00:00.999999999+01:00', '2024-02-29 11:00:00.999999'],
    ['2024-02-29T12:00:00.123456789012Z', '2024-02-29 12:00:00.123456'],
    ['0999-12-31T23:30:00-01:00', '1000-01-01 00:30:00'],
    ['0000-00-00', '0000-00-00'],
    ['0000-00-00T00:00:00', '0000-00-00 00:00:00'],
  ])('%s is %s', (text, date) => {
    expect(dateLiteral(text, 'keep')).toBe(date)
  })

  test('without a zone its digits are cut to microseconds where that is asked for', () => {
    const text = '2024-02-29T12:00:00.1234567'
    expect(dateLiteral(text, 'microseconds')).toBe('2024-02-29 12:00:00.123456')
    expect(dateLiteral(text, 'keep')).toBe('2024-02-29 12:00:00.1234567')
  })
})

test.each([
  ...['', 'now', '12', '240229', '240229101112', '24-1-1', '24-1-1 1:5', '999-12-31', '10:11:12'],
  ...['2024-01', '2024-W01-1', '2024-01-0', '2024-1/1', '2024-01-01-05', '2024-01-01 is no date'],
  ...['2024-01-01garbage', '2024-01-012', '2024-01-01.7', '2024-01-01 25:99', '2024-01-01T'],
  ...['2023-02-29', '1900-02-29', '2024-04-31', '2024-00-01', '2024-01-32', '2024-13-01'],
  ...['0999-99-99', '10000-13-01', '-0001-02-29', '0000-00-01', '0000-00-00 00:00:01'],
  ...[
    '2024-02-29T25:00:00Z',
    '2024-02-29T24:00:01',
    '2024-02-29T24:00:00.5',
    '2024-02-29T23:59:60',
  ],
  ...['2024-02-29T12:00:00+24:00', '2024-02-29T12:00:00+01:60', '2024-02-29T12:00:00Zx'],
  ...['2024-02-29T12:00:00,5', '2024-02-29T12:00:00.Z', '2024-02-29T12:00:00[Europe/Berlin]'],
  ...['２024-02-29', '2024-02-29\u00a0'],
])('%j is no date', (text) => {
  expect(dateLiteral(text, 'keep')).toBeNull()
})

test.each([
  ['0999-12-31', 'least'],
  ['0000-01-01', 'least'],
  ['0000-12-31T00:00:00Z', 'least'],
  ['0000-02-29', 'least'],
  ['-0044-03-15T12:00:00Z', 'least'],
  ['1000-01-01T00:00:00+00:01', 'least'],
  ['10000-01-01', 'greatest'],
  ['12345-01-01 00:00:00', 'greatest'],
  ['+292278994-08-16T23:00:00Z', 'greatest'],
  ['9999-12-31T23:59:59-00:01', 'greatest'],
  ['9999-12-31 24:00:00', 'greatest'],
])('%s is a date that no column holds', (text, nearest) => {
  expect(() => dateLiteral(text, 'keep')).toThrow(outOfRange(nearest))
})

test('it means the same instant in every zone, its fraction untouched', () => {
  const instant = fc.date({
    min: new Date('1000-01-03T00:00:00Z'),
    max: new Date('9999-12-29T00:00:00Z'),
    noInvalidDate: true,
  })
  const ahead = fc.integer({ min: -14 * 3600, max: 14 * 3600 })
  fc.assert(
    fc.property(instant, ahead, fc.stringMatching(/^\.\d{1,6}$/), (date, shift, fraction) => {
      const utc = date.toISOString().slice(0, 19)
      const local = new Date(Date.parse(`${utc}Z`) + shift * 1000).toISOString().slice(0, 19)
      const clock = new Date(Math.abs(shift) * 1000).toISOString().slice(11, 19)
      const zone = (shift < 0 ? '-' : '+') + clock
      expect(dateLiteral(local + fraction + zone, 'keep')).toBe(utc.replace('T', ' ') + fraction)
      expect(dateLiteral(utc + fraction, 'keep')).toBe(utc.replace('T', ' ') + fraction)
    }),
  )
})

test('whatever else is read is a date that the calendar has', () => {
  const text = fc.stringMatching(
    /^[+-]?[0-9]{3,6}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([T ][0-9:.Z+-]{0,12})?$/,
  )
  fc.assert(
    fc.property(text, (some) => {
      let read: string | null
      try {
        read = dateLiteral(some, 'keep')
      } catch (error) {
        expect(error).toMatchObject({ code: 'ERR_RECORD_OUT_OF_RANGE' })
        return
      }
      if (read === null) return
      const date = `${read.slice(0, 10)}T00:00:00.000Z`
      expect(new Date(date).toISOString()).toBe(date)
      expect(read).toMatch(/^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?$/)
    }),
    { numRuns: 2_000 },
  )
})
