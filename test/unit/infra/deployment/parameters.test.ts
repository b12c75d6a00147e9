import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parameterNames } from '../../../../infra/deployment/parameters/parameter-table.ts'
import { readParameters } from '../../../../infra/deployment/parameters/read-parameters.ts'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { mskSettings, selfManagedSettings } from '../../../support/settings.ts'
import { judge, msk, noFile, selfManaged } from './given.ts'

/** Of a deployment that gives no recipient of alarms. */
const unheard = [expect.stringMatching(/^alarms tell nobody/)]

describe('parameters that are complete', () => {
  test('make the settings of a deployment, with every default', () => {
    const { settings, ...judgement } = judge(msk)
    expect(settings).toEqual(mskSettings())
    expect(judgement).toEqual({
      region: 'eu-central-1',
      faults: [],
      unset: [],
      warnings: unheard,
    })
    expect(judge(selfManaged)).toEqual({
      settings: selfManagedSettings(),
      region: 'eu-central-1',
      faults: [],
      unset: [],
      warnings: unheard,
    })
  })

  test.each([
    ['orders,payments', ['orders', 'payments']],
    [' orders , payments ', ['orders', 'payments']],
    [
      ['orders', 'payments'],
      ['orders', 'payments'],
    ],
    [
      ['a-b', 'a.b', 'a_b', 'ab'],
      ['a-b', 'a.b', 'a_b', 'ab'],
    ],
    ['x'.repeat(249), ['x'.repeat(249)]],
    [2026, ['2026']],
  ])('name topics as text or list: %j', (topics, expected) => {
    const { settings, faults } = judge({ ...msk, topics })
    expect({ topics: settings.topics, faults }).toEqual({ topics: expected, faults: [] })
  })

  test('are not given where they are null or empty', () => {
    const nothing = Object.fromEntries(
      parameterNames.filter((name) => !(name in msk)).map((name) => [name, null]),
    )
    expect(judge({ ...nothing, ...msk }).settings).toEqual(mskSettings())
    const empty = Object.fromEntries(Object.keys(nothing).map((name) => [name, '']))
    expect(judge({ ...empty, ...msk }).settings).toEqual(mskSettings())
  })

  test('say a window of nothing, and as many pollers at least as at most', () => {
    const { settings, faults } = judge({
      ...msk,
      'batch-window-seconds': 0,
      'minimum-pollers': 20,
    })
    expect(faults).toEqual([])
    expect(settings).toMatchObject({
      batchWindowSeconds: 0,
      polling: { minimumPollers: 20, maximumPollers: 20 },
    })
  })

  test('group the pollers where they stand in one network', () => {
    const group = (given: Given) => {
      const { polling } = judge(given).settings
      return polling.mode === 'provisioned' ? polling.pollerGroup : undefined
    }
    const network = { 'broker-subnet-ids': 'subnet-1', 'broker-security-group-ids': 'sg-1' }
    expect(group(msk)).toBe('singlestore-sink-shop-prod')
    expect(group({ ...msk, 'poller-group': 'none' })).toBeNull()
    expect(group(selfManaged)).toBeNull()
    expect(group({ ...selfManaged, ...network })).toBe('singlestore-sink-shop-prod')
    expect(group({ ...selfManaged, 'poller-group': 'mine' })).toBe('mine')
  })

  test('want no endless retries where Lambda makes ten of them', () => {
    const attempts = (given: Given) => {
      const { polling } = judge({ ...msk, ...given }).settings
      return polling.mode === 'provisioned' ? polling.maximumRetryAttempts : undefined
    }
    expect(attempts({})).toBe(10_000)
    expect(attempts({ 'on-failure': 'kafka://failed' })).toBe(10_000)
    expect(attempts({ 'on-failure': 'none' })).toBe(-1)
    expect(attempts({ 'maximum-retry-attempts': 0 })).toBe(0)
  })

  test('take the mapping and the sink for one: both know of partial responses, or neither', () => {
    for (const [given, expected] of [
      [{}, 'true'],
      [{ 'partial-responses': false }, 'false'],
      [{ polling: 'on-demand' }, 'false'],
    ] as const) {
      const { settings } = judge({ ...msk, ...given })
      const { polling, environment } = settings
      expect(environment.SINK_PARTIAL_RESPONSES).toBe(expected)
      expect(String(polling.mode === 'provisioned' && polling.partialResponses)).toBe(expected)
    }
  })

  test('stand in the region of their ARNs, or in the one that is named', () => {
    expect(judge(msk).region).toBe('eu-central-1')
    expect(judge({}).region).toBeNull()
    expect(readParameters('prod', 'eu-central-1', msk, noFile).faults).toEqual([])
    expect(readParameters('prod', 'us-west-2', msk, noFile).faults).toEqual([
      'msk-cluster-arn is in eu-central-1 and the deployment in us-west-2: all must be in one region, which --region or AWS_REGION names',
      'singlestore-secret-arn is in eu-central-1 and the deployment in us-west-2: all must be in one region, which --region or AWS_REGION names',
    ])
  })
})

describe('parameters that are missing', () => {
  test('are named, those alone that the source needs, and examples stand in for them', () => {
    expect(judge({}).unset.toSorted()).toEqual(Object.keys(msk).toSorted())
    expect(judge({ source: 'self-managed' }).unset.toSorted()).toEqual(
      Object.keys({ ...selfManaged })
        .filter((name) => name !== 'source')
        .toSorted(),
    )
    expect(judge({}).faults).toEqual([])
    expect(judge({}).settings.topics).toEqual(['EXAMPLE'])
    expect(
      judge({ ...msk, 'sink-name': 'EXAMPLE', 'bootstrap-servers': 'EXAMPLE:9092' }).unset,
    ).toEqual(['sink-name'])
  })

  test('are one endpoint, or that for DDL with or without those for DML', () => {
    const { 'singlestore-endpoint': one, ...none } = msk
    const ddl = { 'singlestore-ddl-endpoint': one }
    const both = { ...ddl, 'singlestore-dml-endpoints': 'a.example.com:3306, b.example.com' }
    expect(judge(none).unset).toEqual(['singlestore-endpoint'])
    expect(judge({ ...none, ...ddl })).toMatchObject({ faults: [], unset: [] })
    const { settings, ...judgement } = judge({ ...none, ...both })
    expect(judgement).toMatchObject({ faults: [], unset: [] })
    expect(settings.environment).toMatchObject({
      SINGLESTORE_DDL_ENDPOINT: 'svc.example.com:3306',
      SINGLESTORE_DML_ENDPOINTS: 'a.example.com:3306,b.example.com',
    })
    expect(settings.environment).not.toHaveProperty('SINGLESTORE_ENDPOINT')
    expect(judge({ ...msk, ...both }).faults).toEqual([
      'singlestore-endpoint stands in place of singlestore-ddl-endpoint and singlestore-dml-endpoints: leave either empty',
    ])
    expect(judge({ ...none, 'singlestore-dml-endpoints': 'a' }).faults).toEqual([
      'singlestore-ddl-endpoint is not set: singlestore-dml-endpoints needs it',
    ])
  })
})

describe('parameters are warned of', () => {
  test.each<[string, Given, RegExp]>([
    [
      'on demand, healthy batches move',
      { polling: 'on-demand' },
      /gives a batch up after 10 retries/,
    ],
    [
      'on demand without a destination',
      { polling: 'on-demand', 'on-failure': 'none' },
      /over 6 MB is dropped/,
    ],
    ['a record over 6 MB', { 'on-failure': 'none' }, /over 6 MB is dropped/],
    [
      'a limit without a destination',
      { 'on-failure': 'none', 'maximum-record-age-seconds': 60 },
      /its records are lost/,
    ],
    [
      'retries that are not endless',
      { 'maximum-retry-attempts': -1 },
      /gives a batch up after 10 retries/,
    ],
  ])('%s', (_, change, warning) => {
    const { warnings, faults } = judge({ ...msk, alarms: false, ...change })
    expect(faults).toEqual([])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(warning)
  })
})

test('whatever is given, the answer is sentences and whole settings', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'none',
      'true',
      'on-demand',
      'self-managed',
      'kafka://x',
      'OAUTHBEARER_AUTH',
      ',',
      '\u0024{x}',
    ),
    fc.integer(),
    fc.constant(null),
    fc.array(fc.string()),
  )
  const name = fc.oneof(
    fc.constantFrom(...parameterNames),
    fc.string(),
    fc.constantFrom(
      '__proto__',
      'SINK_X',
      'SINK_UPSERT',
      'SINK_PROPERTIES',
      'SINK_PROPERTIES_FILE',
    ),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (entries) => {
      const { settings, faults, unset } = judge(Object.fromEntries(entries))
      expect(settings.topics.length).toBeGreaterThan(0)
      expect(settings.memoryMb).toBeGreaterThanOrEqual(128)
      expect([...faults, ...unset].every((text) => text !== '')).toBe(true)
    }),
  )
})
