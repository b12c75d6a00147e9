import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExactNumber } from '../../../../lib/schema.ts'
import { compileCell } from '../../../../lib/singlestore/cell/cell.ts'
import { fitDecimal, fitFloat, fitNumber } from '../../../../lib/singlestore/cell/decimal-column.ts'
import { writeJsonCell } from '../../../../lib/singlestore/cell/json-cell.ts'
import { column } from '../build-column.ts'
import { primitive } from '../build-schema.ts'

const outOfRange = (message: RegExp) =>
  expect.objectContaining({
    code: 'ERR_RECORD_OUT_OF_RANGE',
    coordinates: { column: 'c' },
    message: expect.stringMatching(message),
  })

describe('a decimal in a DECIMAL(5,2)', () => {
  const money = column('decimal(5,2)')

  test.each(['0', '0.00', '999.99', '-999.99', '1.5', '1.500000', '000123.45', '-0.01', '+7'])(
    '%s is kept as it is',
    (text) => {
      expect(fitDecimal(text, money)).toBe(text)
    },
  )

  test.each([
    ['1000', 4, 0],
    ['-1000.00', 4, 0],
    ['0.001', 0, 3],
    ['-12345.6789', 5, 4],
  ])('%s is refused by its digits, not by its value', (text, integer, fraction) => {
    expect(() => fitDecimal(text, money)).toThrow(
      outOfRange(
        new RegExp(
          `^A decimal has ${integer} digits before and ${fraction} behind the point; column "c" holds 3 and 2\\. SINK_OUT_OF_RANGE=null or clamp writes something else\\.$`,
        ),
      ),
    )
  })

  test.each([
    ['1.5e2', '150'],
    ['15E-1', '1.5'],
    ['-1e-2', '-0.01'],
    ['0e999999999', '0'],
    ['1.50', '1.50'],
  ])('the number %s is written %s', (literal, text) => {
    expect(fitNumber(literal, money)).toBe(text)
  })

  test.each(['1e-7', '1e3', '1.234e0', '1e999999999', '1e-999999999'])(
    'the number %s is refused: its exponent hides no digits',
    (literal) => {
      expect(() => fitNumber(literal, money)).toThrow(outOfRange(/column "c"/))
    },
  )
})

describe('a decimal in an integer column', () => {
  const integer = column('bigint(20)')

  test.each([
    ['12', '12'],
    ['12.00', '12'],
    ['-12.0', '-12'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['0000000000000000000000012', '0000000000000000000000012'],
    ['9223372036854775807.0', '9223372036854775807'],
    ['-9223372036854775808', '-9223372036854775808'],
  ])('%s is written %s', (text, digits) => {
    expect(fitDecimal(text, integer)).toBe(digits)
  })

  test.each(['1e+18', '1.5e1', '100e-2'])('the number %s has no fraction', (literal) => {
    expect(fitNumber(literal, integer)).toBe(BigInt(Number(literal)).toString())
  })

  test.each(['0.5', '12.10', '-0.000001', '1e-1'])('%s is refused, not rounded', (literal) => {
    expect(() => fitNumber(literal, integer)).toThrow(outOfRange(/holds integers/))
  })

  test.each(['9223372036854775808', '-9223372036854775809', '1e+21', '1'.repeat(900)])(
    '%s is refused before the server refuses it',
    (literal) => {
      expect(() => fitNumber(literal, integer)).toThrow(
        outOfRange(/holds -9223372036854775808 to 9223372036854775807/),
      )
    },
  )
})

test('a column of another kind takes every digit', () => {
  for (const type of ['varchar(255)', 'double', 'decimal', 'json']) {
    expect(fitDecimal('123456789.123456789', column(type))).toBe('123456789.123456789')
  }
})

test('what is let through has no more digits than the column, and its value is unchanged', () => {
  const number = fc.tuple(
    fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    fc.integer({ min: 0, max: 8 }),
  )
  fc.assert(
    fc.property(
      number,
      fc.integer({ min: 0, max: 8 }),
      fc.integer({ min: 1, max: 8 }),
      (value, fraction, integer) => {
        const [unscaled, scale] = value
        const literal = `${unscaled}e-${scale}`
        const fits =
          (unscaled * 10n ** BigInt(fraction)) % 10n ** BigInt(scale) === 0n &&
          (unscaled < 0n ? -unscaled : unscaled) < 10n ** BigInt(integer + scale)
        const decimal = column(`decimal(${integer + fraction},${fraction})`)
        if (!fits) {
          expect(() => fitNumber(literal, decimal)).toThrow(outOfRange(/column "c"/))
          return
        }
        const [whole = '', places = ''] = fitNumber(literal, decimal).split('.')
        expect(places.length).toBeLessThanOrEqual(fraction)
        expect(BigInt(whole + places.padEnd(scale, '0'))).toBe(
          unscaled * 10n ** BigInt(Math.max(places.length - scale, 0)),
        )
      },
    ),
    { numRuns: 2_000 },
  )
})

test.each([
  ['1.25', '1.25'],
  ['1e2', '100'],
  ['-99999999.99', '-99999999.99'],
])('a DOUBLE(10,2) takes %s', (literal, text) => {
  expect(fitFloat(literal, column('double(10,2)'))).toBe(text)
})

test.each(['1.239', '1e-3', '100000000', '-1e300', 'Infinity'])(
  'a DOUBLE(10,2) refuses %s, which it would round or not reach',
  (literal) => {
    expect(() => fitFloat(literal, column('double(10,2)'))).toThrow(outOfRange(/column "c"/))
    expect(() =>
      compileCell(primitive('float64'), column('double(10,2)')).write(Number(literal)),
    ).toThrow(expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE' }))
    expect(() => writeJsonCell(new ExactNumber(literal), column('double(10,2)'))).toThrow(
      outOfRange(/column "c"/),
    )
  },
)

test('a million zeros before the last digit are judged without delay', () => {
  expect(() => fitDecimal(`0.${'0'.repeat(1_000_000)}1`, column('decimal(5,2)'))).toThrow(
    outOfRange(/1000001 behind the point/),
  )
})
