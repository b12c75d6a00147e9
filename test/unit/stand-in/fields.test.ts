import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  nullTerminated,
  packed,
  packedInteger,
  textRow,
} from '../../../infra/local/stand-in/wire/fields.ts'
import { PayloadReader } from '../../../infra/local/stand-in/wire/payload-reader.ts'

test.each([
  [0n, '00'],
  [250n, 'fa'],
  [251n, 'fcfb00'],
  [65_535n, 'fcffff'],
  [65_536n, 'fd000001'],
  [16_777_215n, 'fdffffff'],
  [16_777_216n, 'fe0000000100000000'],
  [2n ** 64n - 1n, 'feffffffffffffffff'],
])('the length-encoded integer %s is %s', (value, hex) => {
  expect(packedInteger(value).toString('hex')).toBe(hex)
  expect(new PayloadReader(Buffer.from(hex, 'hex')).packedInteger()).toBe(value)
})

test('a text row keeps every cell, NULL apart from the empty string', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.uint8Array({ maxLength: 300 }))), (cells) => {
      const buffers = cells.map((cell) => (cell === null ? null : Buffer.from(cell)))
      const reader = new PayloadReader(textRow(buffers))
      const read: (number[] | null)[] = []
      while (!reader.atEnd) {
        const cell = reader.cell()
        read.push(cell === null ? null : [...cell])
      }
      expect(read).toEqual(cells.map((cell) => (cell === null ? null : [...cell])))
    }),
  )
})

test('a field that goes over the end of its packet is refused', () => {
  const short = packed('abcdef').subarray(0, 4)
  expect(() => new PayloadReader(short).packedBytes()).toThrow(RangeError)
  expect(() => new PayloadReader(Buffer.of(1)).integer(4)).toThrow(RangeError)
})

test('a text ends at its NUL', () => {
  const reader = new PayloadReader(Buffer.concat([nullTerminated('root'), Buffer.of(9)]))
  expect(reader.nullTerminated().toString()).toBe('root')
  expect(reader.integer(1)).toBe(9)
  expect(reader.atEnd).toBe(true)
})
