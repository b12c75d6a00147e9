import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterFault } from '../../../lib/config/filter-fault.ts'

test.each([
  'a > 0',
  "kind IN ('a;b', 'it''s', 'back\\'slash', \"#\") AND (b - -1) * (c/d) > 0",
  '`odd )`` name` = 1',
  "payload::$kind = '/* -- '",
  "a = '\\\\' AND (b)",
  "a = 'x\ny'",
  "'a' = kind",
  "'a' IN (kind, 'b')",
])('what stays in its place is accepted: %s', (filter) => {
  expect(filterFault(filter)).toBeNull()
})

test.each([
  ['a = 1; b', 6, 'semicolon'],
  ['a = 1) OR (b = 2', 6, 'parenthesis that was not opened'],
  ['(a = (1)', 1, 'parenthesis that is not closed'],
  ["a = 'x", 5, 'quote that is not closed'],
  ["a = 'x\\'", 5, 'quote that is not closed'],
  ['a = "x', 5, 'quote that is not closed'],
  ['`a = 1', 1, 'quote that is not closed'],
  ['a = 1 -- b', 7, 'comment (--)'],
  ['a = 1 # b', 7, 'comment (#)'],
  ['a = /*! 1', 5, 'comment (/*)'],
  ["a = 'x\0'", 7, 'NUL'],
  [' "id > 1"', 1, 'quotes around the whole'],
  ["'id > 1' ", 1, 'quotes around the whole'],
  ['where id > 1', 1, 'the word WHERE'],
])('what would leave it is refused with its position: %j', (filter, position, fault) => {
  expect(filterFault(filter)).toMatch(new RegExp(`^position ${position}: `))
  expect(filterFault(filter)).toContain(fault)
})

test('any text in quotes is accepted, whatever it holds', () => {
  const text = fc.string({
    unit: fc.constantFrom("'", '\\', '(', ')', ';', '#', '-', '/', '*', 'a'),
  })
  fc.assert(
    fc.property(text, (content) => {
      const quoted = content.replaceAll('\\', '\\\\').replaceAll("'", "''")
      expect(filterFault(`(kind = '${quoted}')`)).toBeNull()
      expect(filterFault(`kind = '${quoted}' ;`)).not.toBeNull()
    }),
  )
})
