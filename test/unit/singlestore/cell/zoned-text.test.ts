import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { zonedToUtc } from '../../../../lib/singlestore/cell/zoned-text.ts'

const outOfRange = expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' })

describe('a text with a zone', () => {
  test.each([
    ['2024-02-29T23:59:59Z', '2024-02-29 23:59:59'],
    ['2024-02-29t23:59:59z', '2024-02-29 23:59:59'],
    ['2024-02-29 23:59:59+00:00', '2024-02-29 23:59:59'],
    ['2024-03-01T01:30:00+02:00', '2024-02-29 23:30:00'],
    ['2024-02-28T22:30:00-0330', '2024-02-29 02:00:00'],
    ['2024-01-01T00:00:00+14:00', '2023-12-31 10:00:00'],
    ['2024-02-29T24:00:00Z', '2024-03-01 00:00:00'],
    ['2024-02-29T12:00:00.1Z', '2024-02-29 12:00:00.1'],
    ['2024-02-29T12:00:00.123456Z', '2024-02-29 12:00:00.123456'],
    ['2024-02-29T12:00:00.999999999+01:00', '2024-02-29 11:00:00.999999'],
  ])('%s is %s in UTC', (text, utc) => {
    expect(zonedToUtc(text)).toBe(utc)
  })

  test.each([
    '2024-02-29 12:00:00',
    '2024-02-29',
    '2023-02-29T12:00:00Z',
    '2024-02-30T12:00:00+01:00',
    '2024-04-31T12:00:00Z',
    '2024-13-01T12:00:00Z',
    '2024-02-29T25:00:00Z',
    '2024-02-29T23:59:60Z',
    '2024-02-29T12:00:00+24:00',
    '2024-02-29T12:00:00.1234567890Z',
    '2024-02-29T12:00Z',
    '+12024-02-29T12:00:00Z',
    '',
    'now',
  ])('%j is left to the server, which judges it as it is', (text) => {
    expect(zonedToUtc(text)).toBeNull()
  })

  test.each(['0999-12-31T23:59:59Z', '1000-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    '%s is out of range',
    (text) => {
      expect(() => zonedToUtc(text)).toThrow(outOfRange)
    },
  )

  test('means the same instant in every zone, its fraction untouched', () => {
    const instant = fc.date({
      min: new Date('1000-01-03T00:00:00Z'),
      max: new Date('9999-12-29T00:00:00Z'),
      noInvalidDate: true,
    })
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 })
    fc.assert(
      fc.property(instant, minutes, fc.stringMatching(/^\.\d{1,6}$/), (date, shift, fraction) => {
        const utc = date.toISOString().slice(0, 19)
        const local = new Date(Date.parse(`${utc}Z`) + shift * 60_000).toISOString().slice(0, 19)
        const digits = Math.abs(shift)
        const zone =
          (shift < 0 ? '-' : '+') +
          `${String(Math.floor(digits / 60)).padStart(2, '0')}:${String(digits % 60).padStart(2, '0')}`
        expect(zonedToUtc(local + fraction + zone)).toBe(utc.replace('T', ' ') + fraction)
      }),
    )
  })
})
