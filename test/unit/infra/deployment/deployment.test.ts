import { expect, test } from 'vitest'
import { deployment } from '../../../../infra/deployment.ts'
import { msk } from './given.ts'

const topics = (count: number, letters: number) =>
  Array.from({ length: count }, (_, index) => `t${index}-`.padEnd(letters, 'x'))

test('as many topics as are let through fit into what CloudFormation takes', () => {
  const { faults, resources } = deployment('prod', { ...msk, topics: topics(95, 30) }, null)
  expect(faults).toEqual([])
  expect(JSON.stringify(resources).length).toBeLessThan(1_000_000)
  const made = (part: 'Resources' | 'Outputs') =>
    resources.flatMap((fragment) => Object.keys(fragment[part] ?? {})).length
  expect(made('Resources')).toBeLessThan(450)
  expect(made('Outputs')).toBeLessThan(200)
})

test('topics whose template would be larger are refused', () => {
  const { faults } = deployment('prod', { ...msk, topics: topics(95, 249) }, null)
  expect(faults.join('\n')).toContain('larger than the 1 MB that CloudFormation takes')
})

test('no two resources of a deployment have one name', () => {
  const given = { ...msk, topics: ['a-b', 'a.b', 'a_b', 'ab', 'AB'], 'redrive-on-arrival': true }
  const { resources } = deployment('prod', given, null)
  const names = resources.flatMap(({ Resources: made }) => Object.keys(made ?? {}))
  expect(new Set(names).size).toBe(names.length)
  expect(names.every((name) => /^[A-Za-z0-9]{1,255}$/.test(name))).toBe(true)
})
