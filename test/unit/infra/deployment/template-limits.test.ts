import { describe, expect, test } from 'vitest'
import type { Resource } from '../../../../infra/deployment/cloudformation.ts'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { deployment } from '../../../../infra/deployment.ts'
import { clusterArn } from '../../../support/settings.ts'
import { msk, selfManaged } from './given.ts'

/** Resources, outputs and bytes that osls adds for four functions and a schedule are fewer than these. */
const OF_OSLS = { resources: 20, outputs: 10, bytes: 50_000 }

const topicNames = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `${index}`.padEnd(length, 'x'))

function deployed(given: Given, count: number, length: number) {
  const topics = topicNames(count, length)
  const { resources, ...rest } = deployment('prod', { ...given, topics }, null)
  const merged: Record<string, Resource> = Object.assign(
    {},
    ...resources.map((fragment) => fragment.Resources),
  )
  return { ...rest, resources: Object.values(merged), fragments: resources }
}

/** Every parameter that makes a template larger. */
const heavy = (given: Given): Given => ({
  ...given,
  'sink-name': 'a'.repeat(30),
  'alarm-email': 'on-call@example.com',
  'redrive-on-arrival': true,
  'function-subnet-ids': 'subnet-1,subnet-2',
  'function-security-group-ids': 'sg-1',
})

describe.each([
  ['an MSK cluster', msk],
  ['self-managed brokers', selfManaged],
])('a template for %s', (_, given) => {
  // Fifty, and those around the number beyond which topics share their alarms.
  test.each([
    [1, 249],
    [30, 249],
    [31, 249],
    [50, 10],
    [50, 60],
    [50, 249],
  ])('of %d topics with names of %d letters is one that AWS takes', (count, length) => {
    const { faults, unset, resources, fragments } = deployed(heavy(given), count, length)
    expect({ faults, unset }).toEqual({ faults: [], unset: [] })
    const outputs = fragments.flatMap(({ Outputs }) => Object.keys(Outputs ?? {}))
    expect(resources.length + OF_OSLS.resources).toBeLessThan(500)
    expect(outputs.length + OF_OSLS.outputs).toBeLessThan(200)
    expect(Buffer.byteLength(JSON.stringify(fragments)) + OF_OSLS.bytes).toBeLessThan(1024 * 1024)
  })
})

describe('topics beyond that', () => {
  test('are refused where their template would be too large', () => {
    const { faults } = deployed(heavy(msk), 90, 249)
    expect(faults).toContainEqual(
      expect.stringMatching(/^topics names 90: their template .+ another sink-name$/),
    )
  })

  test('are refused where a role would need more policies than IAM attaches', () => {
    const given = {
      ...msk,
      'msk-cluster-arn': clusterArn.replace(
        '/events/4f1c-2',
        `/${'e'.repeat(64)}/751d2973-a626-431c-9d4e-d7975eb44dd7-2`,
      ),
      'consumer-group-prefix': 'p'.repeat(150),
    }
    expect(deployed(given, 50, 30).faults).toEqual([])
    const { faults, resources } = deployed(given, 90, 30)
    expect(faults).toEqual([
      expect.stringMatching(/^topics names 90: .+ 10 managed policies .+ consumer-group-prefix$/),
    ])
    const attached = resources.map(({ Properties }) => Properties?.ManagedPolicyArns ?? [])
    expect(Math.max(...attached.map((arns) => Object.keys(arns).length))).toBeGreaterThan(10)
  })

  test('are refused where their mappings do not fit into the doctor’s variables', () => {
    const { faults } = deployed(selfManaged, 101, 3)
    expect(faults).toEqual([
      expect.stringMatching(/^topics names 101: .+ doctor's variables.+ another sink-name/),
    ])
  })

  test('are taken as long as what the doctor is given stays below Lambda’s 4 KB', () => {
    const taken = [95, 96, 97, 98, 99, 100, 101].filter(
      (count) => deployed(selfManaged, count, 3).faults.length === 0,
    )
    expect(taken).toContain(95)
    for (const count of taken) {
      const { settings, doctorEnvironment } = deployed(selfManaged, count, 3)
      const uuids = Array.from({ length: count }, () => '11111111-2222-3333-4444-555555555555')
      const variables = {
        ...settings.environment,
        ...doctorEnvironment,
        SINK_EVENT_SOURCE_MAPPINGS: uuids.join(','),
      }
      expect(Object.entries(variables).flat().join('').length).toBeLessThanOrEqual(4096)
    }
  })
})
