import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNameAliases } from '../../../../infra/local/stand-in/sql/name-aliases.ts'

const longName = fc.string({ unit: 'grapheme', minLength: 65, maxLength: 120 }).filter((name) => {
  const characters = Array.from(name).length
  return characters > 64 && characters <= 256
})

test('a name MariaDB has room for is left alone', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_.-]{1,44}$/), (name) => {
      const aliases = createNameAliases()
      expect(aliases.forward(name)).toBe(name)
      expect(aliases.inUse).toBe(false)
    }),
  )
})

test('a longer name gets an alias that fits and that turns back wherever it stands', () => {
  fc.assert(
    fc.property(longName, fc.string(), fc.string(), (name, before, after) => {
      const aliases = createNameAliases()
      const alias = aliases.forward(name)
      expect(alias).toMatch(/^s2_[A-Pa-p]{48}$/)
      expect(aliases.restore(`${before}\`${alias}\`${after}`)).toBe(`${before}\`${name}\`${after}`)
    }),
  )
})

test('an alias depends on nothing but the name', () => {
  fc.assert(
    fc.property(longName, longName, (name, other) => {
      const later = createNameAliases()
      later.forward(other)
      expect(later.forward(name)).toBe(createNameAliases().forward(name))
    }),
  )
})

test('different names get different aliases, equal but for case exactly where the names are', () => {
  fc.assert(
    fc.property(longName, longName, (one, other) => {
      const aliases = createNameAliases()
      for (const second of [other, one.toUpperCase(), one.toLowerCase()]) {
        if (Array.from(second).length > 256) continue
        const [left, right] = [aliases.forward(one), aliases.forward(second)]
        expect(left === right).toBe(one === second)
        expect(left.toLowerCase() === right.toLowerCase()).toBe(
          one.toLowerCase() === second.toLowerCase(),
        )
      }
    }),
  )
})

test('a name of 64 characters that would make too long a file name gets an alias, too', () => {
  expect(createNameAliases().forward(';'.repeat(64))).toMatch(/^s2_/)
})

test('a name with a character of four bytes gets an alias that turns back, however short it is', () => {
  const aliases = createNameAliases()
  const alias = aliases.forward('🎺')
  expect(alias).toMatch(/^s2_[A-Pa-p]{48}$/)
  expect(aliases.restore(`Unknown table '${alias}'`)).toBe("Unknown table '🎺'")
  expect(aliases.forward('漢字')).toBe('漢字')
})

test('a name that merely looks like an alias is left alone', () => {
  const aliases = createNameAliases()
  aliases.forward('x'.repeat(100))
  const imitation = `s2_${'a'.repeat(48)}`
  expect(aliases.restore(imitation)).toBe(imitation)
})

test('a name of 256 characters is allowed and one of 257 is error 1059, counted in characters', () => {
  const aliases = createNameAliases()
  expect(aliases.restore(aliases.forward('é'.repeat(256)))).toBe('é'.repeat(256))
  expect(aliases.restore(aliases.forward('😀'.repeat(256)))).toBe('😀'.repeat(256))
  expect(() => aliases.forward('x'.repeat(257))).toThrow(expect.objectContaining({ errno: 1059 }))
})
