import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StoreError } from '../../../lib/errors.ts'
import { nameText, quoteIdentifier, quoteString } from '../../../lib/singlestore/identifier.ts'
import { readIdentifier, readString } from './read-sql.ts'

const text = fc.string({ unit: 'binary', maxLength: 300 })
const attacks = fc.stringMatching(/^[`'"\\;\-/*#\0\n\r\t a]*$/)

describe('an identifier', () => {
  test.each([
    ['orders', '`orders`'],
    ['select', '`select`'],
    ['`', '````'],
    ['a`b``c', '`a``b````c`'],
    ['x`; DROP TABLE y; --', '`x``; DROP TABLE y; --`'],
    ['it\'s "a" \\ b', '`it\'s "a" \\ b`'],
    ['a\nb\tc\r', '`a\nb\tc\r`'],
    [' leading', '` leading`'],
    ['__proto__', '`__proto__`'],
    ['naïve 名 😀', '`naïve 名 😀`'],
    ['a.b', '`a.b`'],
  ])('%j is quoted as %s', (name, quoted) => {
    expect(quoteIdentifier(name)).toBe(quoted)
  })

  test('reads back as the name, whatever follows it, or is refused', () => {
    fc.assert(
      fc.property(fc.oneof(text, attacks), text, (name, rest) => {
        let quoted: string
        try {
          quoted = quoteIdentifier(name)
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_IDENTIFIER' })
          return
        }
        expect(readIdentifier(`${quoted} ${rest}`)).toEqual({ name, rest: ` ${rest}` })
      }),
      { numRuns: 1_000 },
    )
  })

  test('may have 256 characters, however many bytes they take', () => {
    expect(quoteIdentifier('😀'.repeat(256))).toBe(`\`${'😀'.repeat(256)}\``)
    expect(quoteIdentifier('`'.repeat(256))).toHaveLength(514)
  })

  test.each([
    ['', 'The name "" is empty.'],
    ['a\0b', 'The name "a\\u0000b" contains a NUL character.'],
    ['a ', 'The name "a " ends with a space.'],
    ['\ud800', 'The name "\\ud800" is not well-formed Unicode.'],
  ])('%j is refused', (name, message) => {
    expect(() => quoteIdentifier(name)).toThrow(
      expect.objectContaining({ code: 'ERR_IDENTIFIER', transient: false, message }),
    )
  })

  test('of 257 characters is refused, and the message is shorter than the name', () => {
    expect(() => quoteIdentifier('a'.repeat(257))).toThrow(
      /^The name "a{64}…" is longer than 256 characters\.$/,
    )
    expect(() => quoteIdentifier('ab'.repeat(1_000_000))).toThrow(StoreError)
  })
})

test('a name in a message is never cut inside of a character', () => {
  expect(nameText(`a${'😀'.repeat(300)}`).isWellFormed()).toBe(true)
})

describe('a string literal', () => {
  test.each([
    ["it's", "'it\\'s'"],
    ['a\\b', "'a\\\\b'"],
    ["\\'", "'\\\\\\''"],
    ['a\0b\nc\rd\u001ae', "'a\\0b\\nc\\rd\\Ze'"],
    ["'; DROP TABLE x; --", "'\\'; DROP TABLE x; --'"],
    ['"%_`', "'\"%_`'"],
    ['', "''"],
  ])('of %j is written %s', (value, literal) => {
    expect(quoteString(value)).toBe(literal)
  })

  test('reads back as the text, whatever follows it', () => {
    fc.assert(
      fc.property(fc.oneof(text, attacks), text, (value, rest) => {
        expect(readString(quoteString(value) + rest)).toEqual({ text: value, rest })
      }),
      { numRuns: 1_000 },
    )
  })
})
