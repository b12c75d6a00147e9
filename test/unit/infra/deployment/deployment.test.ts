import { expect, test } from 'vitest'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
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

test('mapping-enabled=removed leaves everything but the mappings and what shows them, and the doctor without any', () => {
  const types = (given: Given) =>
    deployment('prod', { ...msk, ...given }, null).resources.flatMap(({ Resources: made }) =>
      Object.values(made ?? {}).map(({ Type }) => Type),
    )
  const mapping = 'AWS::Lambda::EventSourceMapping'
  expect(types({})).toContain(mapping)
  const left = types({ 'mapping-enabled': 'removed' })
  expect(left).not.toContain(mapping)
  expect(left).toEqual(expect.arrayContaining(['AWS::S3::Bucket', 'AWS::CloudWatch::Alarm']))
  const { faults, doctorEnvironment } = deployment(
    'prod',
    { ...msk, 'mapping-enabled': 'removed' },
    null,
  )
  expect(faults).toEqual([])
  expect(doctorEnvironment.SINK_EVENT_SOURCE_MAPPINGS).toBe('')
})
