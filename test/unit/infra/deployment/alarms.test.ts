import { describe, expect, test } from 'vitest'
import { alarms, alarmsOf } from '../../../../infra/deployment/alarms/alarms.ts'
import type { Resource } from '../../../../infra/deployment/cloudformation.ts'
import { functionName, mappingId } from '../../../../infra/deployment/names.ts'
import type { Settings } from '../../../../infra/deployment/settings.ts'
import { mskSettings, selfManagedSettings } from '../../../support/settings.ts'
import { templateFaults } from '../cloudformation/template-faults.ts'

const told = {
  topicArns: ['arn:aws:sns:eu-west-1:1:ops'],
  email: null,
  lagRecords: 5,
  ageSeconds: 9,
}
const topics = (count: number) => Array.from({ length: count }, (_, index) => `topic-${index}`)

describe('which alarms there are', () => {
  test('of a deployment with all that an alarm can look at', () => {
    const settings = mskSettings({ topics: ['orders'], compactDaily: true, alarms: told })
    expect(alarmsOf(settings).map(({ key }) => key)).toEqual([
      'errors',
      'throttles',
      'duration',
      'breaker',
      'dead-letters',
      'redrive',
      'ledger',
      'lag',
      'stalled',
      'age',
      'held',
      'dropped',
      'on-failure',
      'destination',
      'polling',
      'committing',
    ])
  })

  test('none of a destination that there is not, none of a compaction that does not run', () => {
    const settings = mskSettings({ onFailure: { kind: 'none' }, compactDaily: false, alarms: told })
    const keys = alarmsOf(settings).map(({ key }) => key)
    expect(keys).toContain('dropped')
    expect(keys).not.toContain('on-failure')
    expect(keys).not.toContain('destination')
    expect(keys).not.toContain('ledger')
  })

  test('none at all where none are wanted', () => {
    expect(alarms(mskSettings({ alarms: null }))).toEqual({})
  })

  test('each topic has its own up to 30; more share them but for lag, and every topic is in one', () => {
    for (const [count, lags, stalls, held] of [
      [1, 1, 1, 1],
      [30, 30, 30, 30],
      [31, 31, 7, 4],
      [100, 100, 20, 10],
    ] as const) {
      const settings = mskSettings({ topics: topics(count), alarms: told })
      const of = (key: string) => alarmsOf(settings).filter((alarm) => alarm.key === key)
      expect([of('lag').length, of('stalled').length]).toEqual([lags, stalls])
      expect(of('held').length).toBe(held)
      for (const key of ['lag', 'stalled', 'age', 'held', 'dropped']) {
        const watched = JSON.stringify(of(key).flatMap(({ steps }) => steps))
        const missing = settings.topics.filter((topic) => !watched.includes(`"${topic}"`))
        expect(missing).toEqual([])
      }
    }
  })
})

describe('as CloudFormation takes them', () => {
  const variants: readonly (readonly [string, Settings])[] = [
    ['few topics', mskSettings({ topics: ['a-b', 'a.b', 'ab', 'A_b'], alarms: told })],
    ['100 topics of the longest names', mskSettings({ topics: longNames(100), alarms: told })],
    ['one of the longest name', mskSettings({ topics: longNames(1), alarms: told })],
    [
      'on demand, with an address',
      selfManagedSettings({
        polling: { mode: 'on-demand' },
        alarms: { ...told, email: 'ops@example.com' },
      }),
    ],
  ]

  test.each(variants)('%s: nothing that its specification does not know', (_, settings) => {
    const mappings = settings.topics.map((topic) => [
      mappingId(settings, topic),
      { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'sink' } },
    ])
    const Resources = { ...Object.fromEntries(mappings), ...alarms(settings).Resources }
    expect(templateFaults(JSON.parse(JSON.stringify({ Resources })))).toEqual([])
  })

  test.each(variants)('%s: names and ids of their own, within the limits', (_, settings) => {
    const made = alarmResources(settings)
    expect(new Set(made.map(({ AlarmName: name }) => name)).size).toBe(alarmsOf(settings).length)
    for (const { AlarmName: name, AlarmDescription: description, Metrics: metrics } of made) {
      expect(String(name).length).toBeLessThanOrEqual(255)
      expect(String(description).length).toBeLessThanOrEqual(1024)
      const stats = JSON.stringify(metrics ?? []).split('"MetricStat"').length - 1
      expect(stats).toBeLessThanOrEqual(10)
    }
    for (const id of Object.keys(alarms(settings).Resources ?? {})) {
      expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/)
    }
  })

  test('a template with a hundred topics has room for them', () => {
    const settings = mskSettings({ topics: topics(100), alarms: told })
    expect(alarmResources(settings).length + settings.topics.length).toBeLessThan(400)
  })

  test('the id of an alarm outlives the mapping that it watches', () => {
    const ids = (consumerGroupPrefix: string) =>
      Object.keys(alarms(mskSettings({ consumerGroupPrefix, alarms: told })).Resources ?? {})
    expect(ids('before')).toEqual(ids('after'))
  })

  test('every one tells the recipients when it begins and when it is over', () => {
    const email = { ...told, email: 'ops@example.com' }
    for (const properties of alarmResources(mskSettings({ alarms: email }))) {
      const actions = [...told.topicArns, { Ref: 'AlarmTopic' }]
      expect(properties).toMatchObject({ AlarmActions: actions, OKActions: actions })
    }
  })

  test('the topic of an address takes messages of this account only, over TLS, and has no key that CloudWatch may not use', () => {
    const { AlarmTopic: topic, AlarmTopicPolicy: policy } =
      alarms(mskSettings({ alarms: { ...told, topicArns: [], email: 'ops@example.com' } }))
        .Resources ?? {}
    expect(topic?.Properties).toEqual({
      Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }],
    })
    expect(policy?.Properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
          { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        ],
      },
    })
  })
})

describe('when they go off', () => {
  const settings = mskSettings({ topics: ['orders'], timeoutSeconds: 300, alarms: told })
  const of = (key: string, given: Settings = settings) =>
    alarmResources(given).find(({ AlarmName: name }) =>
      String(name).startsWith(`${given.stackName}-${key}`),
    )

  test('lag: three periods above what was set, of the mapping of the topic; without data nobody can tell', () => {
    expect(of('lag')).toMatchObject({
      MetricName: 'MaxOffsetLag',
      Dimensions: [
        { Name: 'EventSourceMappingUUID', Value: { Ref: mappingId(settings, 'orders') } },
      ],
      Threshold: 5,
      Period: 300,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      TreatMissingData: 'missing',
      InsufficientDataActions: told.topicArns,
    })
  })

  test('a mapping that is switched off on purpose is not missed', () => {
    expect(of('lag', { ...settings, mappingEnabled: false })).toMatchObject({
      TreatMissingData: 'notBreaching',
      InsufficientDataActions: [],
    })
  })

  test('stalled: there is more lag than markers of transactions make, and commits are none or were not measured', () => {
    expect(of('stalled')?.Metrics).toMatchObject([
      { Id: 'lag0', ReturnData: false },
      { Id: 'committed0', ReturnData: false },
      {
        Id: 'stalled0',
        Expression: 'IF(lag0 > 10 AND MAX([lag0 * 0, FILL(committed0, 0)]) == 0, 1, 0)',
      },
      { Id: 'watched', Expression: 'MAX([stalled0])', ReturnData: true },
    ])
  })

  test('of a group, a topic without data leaves the others their value', () => {
    const shared = mskSettings({ topics: topics(31), alarms: told })
    for (const { key, steps } of alarmsOf(shared)) {
      const last = steps.at(-1)
      if (last === undefined || !('expression' in last)) continue
      const taken = [...last.expression.matchAll(/FILL\(\w+, 0\)|\w+\d/g)].map(([text]) => text)
      const groupOfOne = steps.length <= 4 && !last.expression.includes(',')
      expect(
        taken.every((text) => groupOfOne || text.startsWith('FILL(')),
        key,
      ).toBe(true)
    }
    expect(of('held', shared)?.Metrics).toContainEqual(
      expect.objectContaining({ Expression: expect.stringContaining('FILL(m0, 0), FILL(m1, 0)') }),
    )
  })

  test.each([
    ['dev', 'prod'],
    ['prod', 'dev'],
  ])('nothing of stage %s sets off an alarm of stage %s, nor does a redrive', (other, stage) => {
    const stackOf = (name: string) => ({ ...settings, stackName: `singlestore-sink-shop-${name}` })
    const dimensions = JSON.stringify(
      alarmsOf(stackOf(stage)).flatMap(({ steps }) =>
        steps.flatMap((step) => ('measure' in step ? [step.measure] : [])),
      ),
    )
    expect(dimensions).toContain(`"Sink":"singlestore-sink-shop-${stage}"`)
    expect(dimensions).not.toContain(stackOf(other).stackName)
    expect(dimensions).not.toMatch(/"Sink":"[^"]*-redrive"/)
  })

  test.each([
    [60, 3],
    [240, 3],
    [300, 6],
    [840, 9],
  ])(
    'errors, held and age: three attempts of %i s at most, within %i periods',
    (timeoutSeconds, periods) => {
      for (const key of ['errors', 'held', 'age', 'duration']) {
        expect(of(key, { ...settings, timeoutSeconds })).toMatchObject({
          EvaluationPeriods: periods,
          DatapointsToAlarm: 3,
          TreatMissingData: 'notBreaching',
        })
      }
    },
  )

  test('age in the milliseconds of the metric, duration from four fifths of the timeout', () => {
    expect(of('age')).toMatchObject({ Threshold: 9000, Statistic: 'Maximum' })
    expect(of('duration')).toMatchObject({ Threshold: 240_000, ExtendedStatistic: 'p99' })
  })

  test('redrive: a failure; of batches that come back on arrival only what failed in every try', () => {
    const name = functionName(settings, 'redrive')
    const dimensions = [{ Name: 'FunctionName', Value: name }]
    expect(of('redrive', { ...settings, redriveOnArrival: false })).toMatchObject({
      MetricName: 'Errors',
      Dimensions: dimensions,
    })
    expect(of('redrive', { ...settings, redriveOnArrival: true })).toMatchObject({
      MetricName: 'AsyncEventsDropped',
      Dimensions: dimensions,
    })
  })
})

function alarmResources(settings: Settings): readonly NonNullable<Resource['Properties']>[] {
  return Object.values(alarms(settings).Resources ?? {})
    .filter(({ Type: type }) => type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties: properties = {} }) => properties)
}

function longNames(count: number): readonly string[] {
  return topics(count).map((topic) => `${'x'.repeat(249 - topic.length)}${topic}`)
}
