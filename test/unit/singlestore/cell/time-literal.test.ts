import { expect, test } from 'vitest'
import { timeLiteral } from '../../../../lib/singlestore/cell/time-literal.ts'

test.each([
  ['04:05:11.789Z', '04:05:11.789'],
  ['04:05:11.1234567', '04:05:11.1234567'],
  ['04:05:11.1234567Z', '04:05:11.123456'],
  ['10:15', '10:15:00'],
  ['1:2:3', '01:02:03'],
  ['101112.5', '10:11:12.5'],
  ['10:15:30+01:00', '09:15:30'],
  ['10:15:30 +01', '09:15:30'],
  ['00:15:30.5+01:00', '23:15:30.5'],
  ['23:59:59-0030', '00:29:59'],
  ['12:00:00+01:02:03', '10:57:57'],
  ['24:00:00', '24:00:00'],
  ['24:00:00Z', '24:00:00'],
  ['24:00:00+00:00', '24:00:00'],
  ['24:00:00+01:00', '23:00:00'],
  ['-10:00:00', '-10:00:00'],
  ['+100:00:00', '100:00:00'],
  ['-838:59:59.0', '-838:59:59.0'],
])('the time %s is %s in UTC', (text, time) => {
  expect(timeLiteral(text, 'keep')).toBe(time)
})

test('its digits are cut to microseconds where that is asked for', () => {
  expect(timeLiteral('04:05:11.1234567', 'microseconds')).toBe('04:05:11.123456')
})

test.each([
  ...['', 'noon', '12', '1 10:00:00', '34 22:59:59', '2024-01-01 10:00:00', '8385959.9', '9999999'],
  ...[
    '10:60',
    '10:00:60',
    '900:99:99',
    '838:59:60',
    '10:00:00x',
    '10:00:00.',
    'P1D',
    '1.5',
    '246060',
  ],
  ...['25:00:00Z', '24:00:01Z', '24:00:00.5Z', '-10:00:00Z', '10:00:00+24:00', '10:00:00 UTC'],
])('%j is no time', (text) => {
  expect(timeLiteral(text, 'keep')).toBeNull()
})

test.each([
  ['839:00', 'greatest'],
  ['838:59:59.5', 'greatest'],
  ['-838:59:59.000001', 'least'],
  ['-999999999:00:00', 'least'],
])('%s is a time that no column holds', (text, nearest) => {
  expect(() => timeLiteral(text, 'keep')).toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE', nearest }),
  )
})
