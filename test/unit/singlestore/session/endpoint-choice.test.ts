import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  EndpointChoice,
  formatAddress,
} from '../../../../lib/singlestore/session/endpoint-choice.ts'

const a = { host: 'a', port: 3306 }
const b = { host: 'b', port: 3306 }
const c = { host: 'c', port: 3306 }
const endpoints = [a, b, c]

/** A choice with a clock to move and the draws to make, one for each endpoint. */
function choiceOf(draws: readonly number[] = [0.1, 0.2, 0.3]) {
  const clock = { ms: 1_000 }
  let drawn = 0
  const random = () => draws[drawn++ % draws.length] ?? 0
  return { clock, choice: new EndpointChoice({ now: () => clock.ms, random }) }
}

test('containers spread over the endpoints by chance', () => {
  const firsts = [
    [0.1, 0.2, 0.3],
    [0.9, 0.2, 0.3],
    [0.9, 0.8, 0.3],
  ].map((draws) => choiceOf(draws).choice.order(endpoints)[0])
  expect(firsts).toEqual([a, b, c])
})

test('one that failed is tried last for half a minute, and then as any other', () => {
  const { clock, choice } = choiceOf()
  choice.avoid(a)
  expect(choice.order(endpoints)).toEqual([b, c, a])
  clock.ms += 29_999
  expect(choice.isAvoided(a)).toBe(true)
  clock.ms += 1
  expect(choice.isAvoided(a)).toBe(false)
  expect(choice.order(endpoints)).toEqual([a, b, c])
})

test('where all have failed, the one that failed first is tried first', () => {
  const { clock, choice } = choiceOf()
  for (const endpoint of [b, c, a]) {
    choice.avoid(endpoint)
    clock.ms += 1
  }
  expect(choice.order(endpoints)).toEqual([b, c, a])
})

test('whatever failed, every endpoint is tried once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...endpoints), fc.nat(40_000))),
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 3 }),
      (failures, draws) => {
        const { clock, choice } = choiceOf(draws)
        for (const [endpoint, laterMs] of failures) {
          choice.avoid(endpoint)
          clock.ms += laterMs
        }
        expect(new Set(choice.order(endpoints))).toEqual(new Set(endpoints))
      },
    ),
  )
})

test('an IPv6 address stands in brackets', () => {
  expect(formatAddress({ host: '::1', port: 1 })).toBe('[::1]:1')
  expect(formatAddress(a)).toBe('a:3306')
})
