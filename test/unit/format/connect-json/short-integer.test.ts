import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64 } from '../../../../lib/format/base64.ts'
import { shortInteger } from '../../../../lib/format/connect-json/short-integer.ts'

test('the base64 text of one to six bytes is the integer that they hold', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 6 }), (array) => {
      const bytes = Buffer.from(array)
      expect(shortInteger(bytes.toString('base64'))).toBe(bytes.readIntBE(0, bytes.length))
    }),
  )
})

test('a text that is no base64, or of another length, is none', () => {
  const character = fc.constantFrom(...'AZaz09+/=-_ Łé')
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 9 }), (text) => {
      const bytes = decodeBase64(text)
      const isShort = bytes !== null && bytes.length >= 1 && bytes.length <= 6
      expect(shortInteger(text) !== null).toBe(isShort)
    }),
  )
})

test.each([
  ['fw==', 127],
  ['gA==', -128],
  ['AA==', 0],
  ['f////w==', 2_147_483_647],
  ['f/////8=', 549_755_813_887],
  ['gAAAAAAA', -140_737_488_355_328],
])('%s is %s', (text, integer) => {
  expect(shortInteger(text)).toBe(integer)
})
