import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseProperties } from '../../../lib/config/properties.ts'

function entriesOf(text: string): Readonly<Record<string, string>> {
  const { entries, faults } = parseProperties(text)
  expect(faults).toEqual([])
  return Object.fromEntries([...entries].map(([name, { text: value }]) => [name, value]))
}

describe('a .properties text is read as Java reads it', () => {
  test.each([
    ['an equals sign', 'a=b', { a: 'b' }],
    ['a colon', 'a:b', { a: 'b' }],
    ['white space', 'a \t b', { a: 'b' }],
    ['white space around a separator', ' a \t= b', { a: 'b' }],
    ['a second separator belongs to the value', 'a==b', { a: '=b' }],
    ['a name without a value', 'a', { a: '' }],
    ['white space at the end of a value', 'a=b ', { a: 'b ' }],
    ['comments', '# a=b\n  ! c=d\ne=f', { e: 'f' }],
    ['a comment that ends in a backslash is not continued', '#\\\na=b', { a: 'b' }],
    ['a sign of comment inside a value', 'a=b # c', { a: 'b # c' }],
    ['blank lines', '\n \t\n\r\na=b\n\n', { a: 'b' }],
    ['the line ends of every system', 'a=1\nb=2\r\nc=3\rd=4', { a: '1', b: '2', c: '3', d: '4' }],
    ['a continued line, without its indentation', 'a=b,\\\n   c', { a: 'b,c' }],
    ['a line continued twice', 'a=b\\\r\n c\\\r\n d', { a: 'bcd' }],
    ['a continued line that looks like a comment', 'a=b\\\n#c', { a: 'b#c' }],
    ['an escaped backslash at the end of a line', 'a=b\\\\\nc=d', { a: 'b\\', c: 'd' }],
    ['a backslash at the end of the text', 'a=b\\', { a: 'b' }],
    ['escaped separators in a name', 'a\\ b\\=c\\:d=e', { 'a b=c:d': 'e' }],
    ['control escapes', 'a=\\t\\n\\r\\f', { a: '\t\n\r\f' }],
    ['other escapes lose their backslash', 'a=\\q\\"', { a: 'q"' }],
    ['Unicode escapes', 'a=\\u00e9\\uD83D\\uDE00', { a: 'é😀' }],
    ['an escaped backslash before a u', 'a=\\\\u12', { a: '\\u12' }],
    ['a byte order mark', '\uFEFFa=b', { a: 'b' }],
    ['back-quotes', 'tableKey.PRIMARY=`a,b`', { 'tableKey.PRIMARY': '`a,b`' }],
  ])('%s', (_, text, entries) => {
    expect(entriesOf(text)).toEqual(entries)
  })

  test('__proto__ is an ordinary name', () => {
    const { entries } = parseProperties('__proto__=a')
    expect([...entries]).toEqual([['__proto__', { text: 'a', line: 1 }]])
  })
})

describe('what is wrong is told with its line', () => {
  test('a property that is given twice', () => {
    const { entries, faults } = parseProperties('a=1\n\nb=\\\n2\na=3')
    expect(faults).toEqual([{ line: 5, twice: 'a' }])
    expect(entries.get('a')).toEqual({ text: '1', line: 1 })
  })

  test.each(['a=\\u12', 'a=\\u12g4', '\\u=1', 'a=\\\\\\u1'])('a damaged escape: %s', (text) => {
    expect(parseProperties(text).faults).toEqual([{ line: 1, twice: null }])
  })
})

describe('for any names and values', () => {
  const escaped = (text: string) =>
    text.replace(/[^\w.,]/g, (unit) =>
      /[=: #!\\]/.test(unit)
        ? `\\${unit}`
        : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )

  test('what is written escaped is read back', () => {
    const pairs = fc.uniqueArray(
      fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string()),
      {
        selector: ([name]) => name,
      },
    )
    fc.assert(
      fc.property(pairs, fc.constantFrom('\n', '\r\n', '\r'), (entries, lineEnd) => {
        const text = entries
          .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
          .join(lineEnd)
        expect(entriesOf(text)).toEqual(Object.fromEntries(entries))
      }),
    )
  })

  test('a text may be broken into continued lines anywhere between characters', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'abc,') })), (pieces) => {
        expect(entriesOf(`k=${pieces.join('\\\n  ')}`)).toEqual({ k: pieces.join('') })
      }),
    )
  })

  test('any text is read, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'\\u0f=: \n\r#!ab') }), (text) => {
        expect(parseProperties(text).entries).toBeInstanceOf(Map)
      }),
    )
  })
})
