import { expect, test } from 'vitest'
import { createFaults } from '../../../infra/local/stand-in/faults.ts'

const commit = { connectionId: 7, sql: 'COMMIT' }
const cut = { kind: 'cut' } as const

test('a fault strikes once unless told otherwise, and is counted', () => {
  const faults = createFaults()
  faults.inject({ match: /^COMMIT/, moment: 'before', action: cut })
  expect(faults.strike(commit, 'before')).toEqual(cut)
  expect(faults.strike(commit, 'before')).toBeNull()
  expect(faults.fired).toEqual([{ ...commit, moment: 'before', action: cut }])
})

test('a fault strikes as often as it says', () => {
  const faults = createFaults()
  faults.inject({ match: /COMMIT/, moment: 'after', action: cut, times: 3 })
  const struck = Array.from({ length: 5 }, () => faults.strike(commit, 'after') !== null)
  expect(struck).toEqual([true, true, true, false, false])
})

test('a fault waits for its moment and its statement', () => {
  const faults = createFaults()
  faults.inject({ match: /^LOAD/, moment: 'during', action: cut })
  expect(faults.strike(commit, 'during')).toBeNull()
  expect(faults.strike({ ...commit, sql: 'LOAD DATA' }, 'before')).toBeNull()
  expect(faults.strike({ ...commit, sql: 'LOAD DATA' }, 'during')).toEqual(cut)
})

test('of two faults that match, the one injected first strikes', () => {
  const faults = createFaults()
  const delay = { kind: 'delay', delayMs: 5 } as const
  faults.inject({ match: /COMMIT/, moment: 'before', action: delay })
  faults.inject({ match: /COMMIT/, moment: 'before', action: cut })
  expect(faults.strike(commit, 'before')).toEqual(delay)
  expect(faults.strike(commit, 'before')).toEqual(cut)
})

test('a fault that was taken back does not strike', () => {
  const faults = createFaults()
  const remove = faults.inject({ match: /COMMIT/, moment: 'before', action: cut })
  remove()
  expect(faults.strike(commit, 'before')).toBeNull()
})

test('a swallowed error strikes only where the server gave that error', () => {
  const faults = createFaults()
  const swallow = { kind: 'swallow-error', errno: 1062 } as const
  faults.inject({ match: /COMMIT/, moment: 'after', action: swallow })
  expect(faults.strike(commit, 'after')).toBeNull()
  expect(faults.strike(commit, 'after', 1205)).toBeNull()
  expect(faults.strike(commit, 'after', 1062)).toEqual(swallow)
})

test('an error cannot be swallowed before there is one', () => {
  const rule = {
    match: /COMMIT/,
    moment: 'before',
    action: { kind: 'swallow-error', errno: 1 },
  } as const
  expect(() => createFaults().inject(rule)).toThrow('needs the moment "after"')
})

test('a global expression strikes every time, wherever the last search ended', () => {
  const faults = createFaults()
  faults.inject({ match: /COMMIT/g, moment: 'before', action: cut, times: 2 })
  expect(faults.strike(commit, 'before')).toEqual(cut)
  expect(faults.strike(commit, 'before')).toEqual(cut)
})
