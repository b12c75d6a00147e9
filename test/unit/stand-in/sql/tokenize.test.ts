import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteName, quoteString } from '../../../../infra/local/stand-in/sql/quote.ts'
import { tokenize } from '../../../../infra/local/stand-in/sql/tokenize.ts'

const texts = (sql: string) =>
  tokenize(sql)
    .slice(0, -1)
    .map(({ text }) => text)

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

test('any text quoted as a string is read back as one string with that text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const tokens = tokenize(`${quoteString(text)} x`)
      expect(tokens.map(({ kind }) => kind)).toEqual(['string', 'word', 'end'])
      expect(tokens[0]?.value).toBe(text)
    }),
  )
})

test('any text quoted as a name is read back as one name with that text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const tokens = tokenize(`${quoteName(text)}.x`)
      expect(tokens.map(({ kind }) => kind)).toEqual(['name', 'symbol', 'word', 'end'])
      expect(tokens[0]?.value).toBe(text)
    }),
  )
})

test('the tokens of a statement lie in it in order, with nothing but blanks and comments between', () => {
  const pieces = fc.constantFrom(
    ...['SELECT', 'x1', '1abc', '12', '1.5e3', '.5', '0x4D', "x'4d'", "'it''s \\' -- no'", '"q"'],
    ...['`a``b`', '@v', '@@', ':>', '!:>', '<=>', '(', ')', ',', ';', '/* c */', '-- d\n', '# e\n'],
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const sql = parts.join(' ')
      const expected = parts.filter((part) => !/^(\/\*|-- |#)/.test(part))
      expect(texts(sql)).toEqual(expected)
      for (const token of tokenize(sql)) {
        expect(sql.startsWith(token.text, token.start)).toBe(true)
      }
    }),
  )
})

test.each([
  ['a<=>b', ['a', '<=>', 'b']],
  ['a:>INT', ['a', ':>', 'INT']],
  ['a!:>INT', ['a', '!:>', 'INT']],
  ['c <- %::a::b', ['c', '<-', '%', '::', 'a', '::', 'b']],
  ['5--3', ['5', '-', '-', '3']],
  ['5 -- 3', ['5']],
  ['1e5', ['1e5']],
  ['1e', ['1e']],
  ['1abc', ['1abc']],
  ['t.1', ['t', '.', '1']],
  ['t.5e3', ['t', '.', '5e3']],
  ['@@session.x', ['@@', 'session', '.', 'x']],
  ["@'a b'", ["@'a b'"]],
  ["'a' 'b'", ["'a'", "'b'"]],
  ['größe', ['größe']],
])('%s is read as %j', (sql, expected) => {
  expect(texts(sql)).toEqual(expected)
})

test('both ways to write a quote inside a string mean the quote', () => {
  expect(tokenize("'it''s' 'it\\'s'").map(({ value }) => value)).toEqual(["it's", "it's", ''])
})

test.each(["'open", '"open', '`open', '/* open', "'end\\'", '\0'])('%j cannot be read', (sql) => {
  expect(() => tokenize(sql)).toThrow(expect.objectContaining({ errno: 1064 }))
})

test('an executable comment is refused, since its contents would run unseen', () => {
  expect(() => tokenize('SELECT 1 /*!50000 INTO OUTFILE "x" */')).toThrow(/Executable comments/)
  expect(() => tokenize('SELECT 1 /*M! + 1 */')).toThrow(/Executable comments/)
})
