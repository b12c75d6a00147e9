import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldPathText, parseFieldPath } from '../../../lib/table/field-path.ts'

test('any path is read as it is written', () => {
  const name = fc.string({ minLength: 1 })
  fc.assert(
    fc.property(fc.array(name, { minLength: 1 }), (path) => {
      expect(parseFieldPath(fieldPathText(path))).toEqual(path)
    }),
  )
})

test('names are quoted only where they must be', () => {
  expect(fieldPathText(['customer', 'e mail', 'a.b', 'it`s'])).toBe('customer.e mail.`a.b`.`it``s`')
})
