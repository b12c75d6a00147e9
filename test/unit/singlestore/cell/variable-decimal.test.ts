import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unscaledText } from '../../../../lib/format/decimal.ts'
import { variableDecimalText } from '../../../../lib/singlestore/cell/variable-decimal.ts'

const write = (scale: number, bytes: Uint8Array) => variableDecimalText([scale, bytes], 0, 1)
const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
const padded = (sign: number, ...bytes: readonly number[]) =>
  Uint8Array.from([...new Array<number>(420).fill(sign), ...bytes])

test.each<[number, Uint8Array, string]>([
  [-5000, Uint8Array.of(0), '0'],
  [5000, Uint8Array.of(0, 0), '0'],
  [0, padded(0, 5), '5'],
  [0, padded(0xff, 0xfb), '-5'],
  [1, padded(0, 0xff), '25.5'],
  [0, padded(0xff, 0x7f), '-129'],
  [0, padded(0), '0'],
  [0, padded(0xff), '-1'],
])('of scale %i the bytes (%#) are no more than what they mean', (scale, bytes, text) => {
  expect(write(scale, bytes)).toBe(text)
})

describe('what has too many digits is nearest to', () => {
  test.each([
    ['the greatest', -5000, hex('01'), 'greatest'],
    ['the least', -5000, hex('ff'), 'least'],
    ['the greatest', 600, hex(`01${'00'.repeat(450)}`), 'greatest'],
    ['the least', 600, hex(`80${'00'.repeat(450)}`), 'least'],
    ['0', 5000, hex('01'), { text: '0' }],
    ['0', 5000, hex(`01${'00'.repeat(450)}`), { text: '0' }],
    ['nothing between', 1050, hex(`01${'00'.repeat(440)}`), null],
  ])('%s: scale %i (%#)', (_, scale, bytes, nearest) => {
    expect(() => write(scale, bytes)).toThrow(
      expect.objectContaining({ code: 'ERR_RECORD_OUT_OF_RANGE', nearest }),
    )
  })
})

test('bytes that only repeat the sign change nothing', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(2n ** 128n), max: 2n ** 128n }),
      fc.integer({ min: -40, max: 40 }),
      fc.integer({ min: 0, max: 500 }),
      (unscaled, scale, padding) => {
        const size = 17 + padding
        const digits = BigInt.asUintN(size * 8, unscaled)
          .toString(16)
          .padStart(size * 2, '0')
        const text = unscaled === 0n ? '0' : unscaledText(unscaled, scale)
        expect(write(scale, hex(digits))).toBe(text)
      },
    ),
  )
})
