import { expect, test } from 'vitest'
import { deepFreeze } from '../../../lib/config/freeze.ts'

test('objects, lists and the members of maps are frozen at every depth', () => {
  const frozen = deepFreeze({ list: [{ a: 1 }], map: new Map([['k', { b: [2] }]]) })
  expect(Object.isFrozen(frozen.list)).toBe(true)
  expect(Object.isFrozen(frozen.list[0])).toBe(true)
  expect(Object.isFrozen(frozen.map.get('k')?.b)).toBe(true)
})

test.each(['set', 'delete', 'clear'] as const)('a frozen map refuses %s', (method) => {
  const map = deepFreeze(new Map([['k', 'v']]))
  expect(() => map[method]('k', 'w')).toThrow('Cannot change the configuration')
  expect([...map]).toEqual([['k', 'v']])
})

test.each(['add', 'delete', 'clear'] as const)('a frozen set refuses %s', (method) => {
  const set = deepFreeze(new Set(['k']))
  expect(() => set[method]('k')).toThrow('Cannot change the configuration')
  expect([...set]).toEqual(['k'])
})
