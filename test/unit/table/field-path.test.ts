import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFieldPath } from '../../../lib/table/field-path.ts'

test.each([
  ['id', ['id']],
  ['a.b.c', ['a', 'b', 'c']],
  ['a . `b.c` .d', ['a', 'b.c', 'd']],
  ['`a``b`', ['a`b']],
  ['a b.c=d', ['a b', 'c=d']],
  ['``', ['']],
])('%s leads there', (text, path) => {
  expect(parseFieldPath(text)).toEqual(path)
})

test.each(['', '.', 'a.', '.a', 'a..b', '`a', 'a.`b`c'])('%j leads nowhere', (text) => {
  expect(parseFieldPath(text)).toBeNull()
})

test('any names, back-quoted, come out as they were', () => {
  const names = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(names, (path) => {
      const text = path.map((name) => `\`${name.replaceAll('`', '``')}\``).join('.')
      expect(parseFieldPath(text)).toEqual(path)
    }),
  )
})
