import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyBatches } from '../../../../lib/singlestore/changes/key-batches.ts'

const terms = (...literals: readonly string[]) =>
  literals.map((literal) => ({ literals: [literal] }))

function lengths(count: number): readonly number[] {
  const keys = terms(...Array.from({ length: count }, (_, at) => String(at)))
  return [...keyBatches(keys)].map((batch) => batch.length)
}

test('the number of keys of a statement is a power of two, and at most 1024', () => {
  expect(lengths(0)).toEqual([])
  expect(lengths(1)).toEqual([1])
  expect(lengths(3)).toEqual([4])
  expect(lengths(1024)).toEqual([1024])
  expect(lengths(2500)).toEqual([1024, 1024, 512])
})

test('keys come in their order, and the shortest is repeated', () => {
  expect([...keyBatches(terms('30', '1', '20'))].flat().map(({ literals }) => literals[0])).toEqual(
    ['1', '20', '30', '1'],
  )
})

test('a statement holds a million characters of keys, or one key that is longer', () => {
  const long = 'x'.repeat(600_000)
  const batches = [...keyBatches(terms(`a${long}`, `b${long}`, 'c', `d${long}${long}`))]
  expect(batches.map((batch) => batch.map(({ literals }) => literals[0]?.charAt(0)))).toEqual([
    ['a'],
    ['b', 'c'],
    ['d'],
  ])
})

test('every key is in some statement, and none that was not given', () => {
  const key = fc.string({ minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.array(key, { maxLength: 3000 }), (keys) => {
      const given = terms(...keys)
      const batched = new Set([...keyBatches(given)].flat())
      expect(batched).toEqual(new Set(given))
    }),
    { numRuns: 30 },
  )
})

test('filling up at most doubles what a statement holds, however unlike its keys are', () => {
  const keys = terms(...Array.from({ length: 513 }, (_, at) => `${at}`), `z${'x'.repeat(500_000)}`)
  const characters = [...keyBatches(keys)]
    .flat()
    .reduce((sum, { literals }) => sum + (literals[0]?.length ?? 0), 0)
  expect(characters).toBeLessThan(2 * 505_000)
})
