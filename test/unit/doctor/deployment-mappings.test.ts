import { describe, expect, test } from 'vitest'
import { batches } from '../../../lib/doctor/deployment/batches.ts'
import { consumerGroup } from '../../../lib/doctor/deployment/consumer-group.ts'
import { filters } from '../../../lib/doctor/deployment/filters.ts'
import { judge } from '../../../lib/doctor/deployment/judgement.ts'
import { mappingRegistry } from '../../../lib/doctor/deployment/mapping-registry.ts'
import { mappingSource } from '../../../lib/doctor/deployment/mapping-source.ts'
import { mappingState } from '../../../lib/doctor/deployment/mapping-state.ts'
import { mappingTarget } from '../../../lib/doctor/deployment/mapping-target.ts'
import { partialResponses } from '../../../lib/doctor/deployment/partial-responses.ts'
import { retries } from '../../../lib/doctor/deployment/retries.ts'
import { watching } from '../../../lib/doctor/deployment/watching.ts'
import { deployedWith, goodMapping, judged, otherMapping } from './deployed.ts'

const all = [
  mappingState,
  mappingSource,
  mappingTarget,
  consumerGroup,
  partialResponses,
  retries,
  filters,
  mappingRegistry,
  batches,
  watching,
]

test.each(all)('$name: nothing is wrong with what the deployment makes', (judgement) => {
  expect(judged(judgement)).toMatchObject({ outcome: 'passed', mend: null })
})

describe('whether mappings run', () => {
  test.each([
    [{ stateReason: 'EVENT_SOURCE_AUTHN_ERROR: no' }, 'failed', 'broker-secret-arn'],
    [{ state: 'Disabled', stateReason: 'EVENT_SOURCE_AUTHZ_ERROR' }, 'failed', 'AlterGroup'],
    [{ stateReason: 'ESM_CONFIG_NOT_VALID' }, 'failed', 'the topic exists'],
    [{ stateReason: 'FUNCTION_CONFIG_NOT_VALID' }, 'failed', '840 s'],
    [{ state: 'Disabled' }, 'warned', 'mapping-enabled=true'],
    [{ state: 'Updating' }, 'warned', 'ask again'],
    [{ state: 'Deleting' }, 'failed', 'Deploy'],
    [{ lastResult: 'PROBLEM: Function call failed' }, 'failed', 'log'],
    [{ lastResult: 'PROBLEM: SASL authentication failed' }, 'failed', 'broker-auth'],
    [{ lastResult: 'PROBLEM: Cluster failed to authorize Lambda' }, 'failed', 'ReadData'],
    [{ lastResult: 'PROBLEM: Connection error. Timed out' }, 'failed', 'security groups'],
    [{ lastResult: 'PROBLEM: something new' }, 'failed', 'Look the message up'],
    [{ lastResult: 'Something else' }, 'warned', 'Look the message up'],
  ] as const)('%o is %s', (mapping, outcome, mend) => {
    const finding = judged(mappingState, { mapping })
    expect(finding.outcome).toBe(outcome)
    expect(finding.found).toMatch(/^orders: /)
    expect(finding.mend).toContain(mend)
  })

  test('a batch that never came is no fault, and a function without mappings is one', () => {
    const lastResult = 'No records processed'
    expect(judged(mappingState, { mapping: { lastResult } }).outcome).toBe('passed')
    const none = judge(mappingState, { ...deployedWith(), mappings: [] })
    expect(none).toMatchObject({ outcome: 'failed', found: expect.stringContaining('no event') })
  })

  test('a message without an end is cut', () => {
    const { found } = judged(mappingState, { mapping: { lastResult: 'x'.repeat(100_000) } })
    expect(found.length).toBeLessThan(500)
  })
})

describe('topics and clusters', () => {
  test('two clusters under one sink fail', () => {
    const clusterArn = 'arn:aws:kafka:eu-central-1:123456789012:cluster/other/u'
    const finding = judged(mappingSource, { mapping: { clusterArn } })
    expect(finding).toMatchObject({ outcome: 'failed', mend: expect.stringContaining('sink-name') })
    expect(finding.found).toContain(clusterArn)
  })

  test('outside of MSK, other bootstrap servers are a warning, another order is nothing', () => {
    const at = (...servers: readonly string[]) => ({
      ...goodMapping,
      clusterArn: null,
      bootstrapServers: servers,
    })
    const judgedOf = (...mappings: readonly (typeof goodMapping)[]) =>
      judge(mappingSource, {
        ...deployedWith(),
        mappings: mappings.map((one, index) => ({ ...one, topics: [`t${index}`] })),
      })
    expect(judgedOf(at('a:1', 'b:1'), at('b:1', 'a:1')).outcome).toBe('passed')
    expect(judgedOf(at('a:1'), at('b:1')).outcome).toBe('warned')
  })

  test('one topic in two mappings fails, by name of both', () => {
    const finding = judged(mappingSource, { mapping: { topics: ['songs'] } })
    expect(finding.outcome).toBe('failed')
    expect(finding.found).toContain(goodMapping.uuid)
    expect(finding.found).toContain(otherMapping.uuid)
  })
})

describe('what mappings invoke', () => {
  test.each([
    ['arn:aws:lambda:eu-central-1:123456789012:function:other', 'failed'],
    [`${goodMapping.functionArn}:7`, 'warned'],
    [`${goodMapping.functionArn}:live`, 'warned'],
    [`${goodMapping.functionArn}:$LATEST`, 'passed'],
  ] as const)('%s: %s', (functionArn, outcome) => {
    expect(judged(mappingTarget, { mapping: { functionArn } }).outcome).toBe(outcome)
  })

  test('is left open where AWS does not tell of the function', () => {
    expect(judged(mappingTarget, { sinkFunction: null }).outcome).toBe('skipped')
  })
})

describe('consumer groups', () => {
  test.each([
    [{ consumerGroup: null }, 'warned'],
    [{ consumerGroup: goodMapping.uuid }, 'warned'],
    [{ startingPosition: 'LATEST' }, 'warned'],
    [{ startingPosition: 'AT_TIMESTAMP' }, 'warned'],
    [{ consumerGroup: otherMapping.consumerGroup }, 'failed'],
  ] as const)('%o: %s', (mapping, outcome) => {
    expect(judged(consumerGroup, { mapping }).outcome).toBe(outcome)
  })
})

describe('partial responses', () => {
  const throwing = { partialResponses: false }

  test.each([
    ['no mapping heeds what the sink reports', { reportsFailures: false }, {}, 'failed'],
    ['without provisioned mode nothing is heeded', { provisioned: false }, {}, 'failed'],
    ['a mapping heeds what the sink never reports', {}, throwing, 'warned'],
  ] as const)('%s', (_, mapping, sinkFunction, outcome) => {
    expect(judged(partialResponses, { mapping, sinkFunction }).outcome).toBe(outcome)
  })

  test('what AWS says of the function outweighs the environment here', () => {
    const environment = { SINK_PARTIAL_RESPONSES: 'false' }
    const mapping = { reportsFailures: false }
    expect(judged(partialResponses, { mapping, environment }).outcome).toBe('failed')
    const unread = { mapping, environment, sinkFunction: { partialResponses: null } }
    expect(judged(partialResponses, unread).outcome).toBe('warned')
  })

  test('loss is said first, and says what to do at once', () => {
    const { found, mend } = judged(partialResponses, { mapping: { reportsFailures: false } })
    expect(found).toContain('is committed, and lost')
    expect(mend).toContain('SINK_PARTIAL_RESPONSES=false at once')
  })
})

describe('retries and destination', () => {
  const none = { destination: null }
  test.each([
    [{ maximumRetryAttempts: -1 }, 'warned', 'takes for 10 retries'],
    [{ maximumRetryAttempts: null }, 'warned', 'takes for 10 retries'],
    [{ ...none, maximumRetryAttempts: 0 }, 'failed', 'is lost'],
    [{ ...none, maximumRetryAttempts: -1, maximumRecordAgeSeconds: 60 }, 'failed', '60 s'],
    [{ ...none, maximumRetryAttempts: -1 }, 'warned', '6 MB'],
    [{ ...none, maximumRetryAttempts: null, maximumRecordAgeSeconds: null }, 'warned', '6 MB'],
    [{ destination: 'arn:aws:sqs:eu-central-1:1:q' }, 'warned', 'no records'],
    [{ destination: 'arn:aws:sns:eu-central-1:1:t' }, 'warned', 'no records'],
    [{ halvesBatches: true }, 'warned', 'halves'],
    [{ maximumRetryAttempts: 0 }, 'warned', 'gives up after 0 retries'],
    [{ maximumRetryAttempts: 999 }, 'warned', 'an outage that lasts longer'],
    [{ maximumRetryAttempts: 1000 }, 'passed', 'An outage waits (1000 retries, which fail as fast'],
    [{ maximumRecordAgeSeconds: 60 }, 'warned', 'or 60 s'],
  ] as const)('%o: %s', (mapping, outcome, found) => {
    const finding = judged(retries, { mapping })
    expect(finding.outcome).toBe(outcome)
    expect(finding.found).toContain(found)
  })

  test.each([
    [10_000, '60000', '10000 retries, held 60000 ms each: 6 days at least'],
    [1000, '60000', '1000 retries, held 60000 ms each: 16 hours at least'],
    [10, '225000', '10 retries, held 225000 ms each: 37 minutes at least'],
    [1, '1000', '1 retries, held 1000 ms each: 1 s at least'],
    [0, '60000', 'gives up after 0 retries: an outage'],
    [10, '0', '10 retries, which fail as fast as they can: an outage'],
  ] as const)(
    'of %d retries and a hold of %s ms: how long an outage may last',
    (most, hold, text) => {
      const environment = { SINK_FAILURE_HOLD_MS: hold }
      const finding = judged(retries, { mapping: { maximumRetryAttempts: most }, environment })
      expect(finding.found).toContain(text)
    },
  )

  test('a topic of Kafka is as good a destination as a bucket', () => {
    const destination = 'kafka://failed'
    expect(judged(retries, { mapping: { destination } }).outcome).toBe('passed')
  })
})

describe('a registry of the mapping', () => {
  const of = (format: string, attributes = ['VALUE']) => ({ registry: { format, attributes } })
  test.each([
    [of('JSON'), 'orders=lambda-json', 'passed'],
    [of('JSON'), 'auto', 'failed'],
    [of('JSON'), 'orders=avro', 'failed'],
    [of('SOURCE'), 'orders=avro', 'passed'],
    [of('SOURCE'), 'auto', 'warned'],
    [of('SOURCE'), 'orders=lambda-json', 'failed'],
    [of('JSON', ['KEY']), 'auto', 'passed'],
    [{}, 'orders=lambda-json', 'warned'],
    [{ ...of('SOURCE'), destination: null }, 'orders=avro', 'failed'],
  ] as const)('%o under %s: %s', (mapping, SINK_VALUE_FORMAT, outcome) => {
    const environment = { SINK_VALUE_FORMAT }
    expect(judged(mappingRegistry, { mapping, environment }).outcome).toBe(outcome)
  })

  test('of several topics is compared with the format of each', () => {
    const mapping = { ...of('JSON'), topics: ['orders', 'returns'] }
    const environment = { SINK_VALUE_FORMAT: 'auto; orders=lambda-json; songs=auto' }
    const finding = judged(mappingRegistry, { mapping, environment })
    expect(finding).toMatchObject({ outcome: 'failed' })
    expect(finding.found).toMatch(/^returns: its mapping hands over JSON/)
    const both = { SINK_VALUE_FORMAT: 'lambda-json; songs=auto' }
    expect(judged(mappingRegistry, { mapping, environment: both }).outcome).toBe('passed')
  })

  test('of keys counts where keys are read', () => {
    const mapping = of('JSON', ['KEY'])
    const environment = { SINK_DELETE_ENABLED: 'true', SINK_TABLE_KEYS: 'PRIMARY=id' }
    const finding = judged(mappingRegistry, { mapping, environment })
    expect(finding).toMatchObject({ outcome: 'failed' })
    expect(finding.found).toContain('SINK_KEY_FORMAT')
  })
})

test.each([
  [filters, { filters: 1 }, 'SINK_FILTER'],
  [batches, { batchSize: 100 }, 'batch-size=10000'],
  [watching, { metrics: ['EventCount'] }, 'Deploy'],
  [watching, { logLevel: null }, 'mapping-log-level'],
] as const)('$name warns of %o', (judgement, mapping, mend) => {
  const finding = judged(judgement, { mapping })
  expect(finding).toMatchObject({ outcome: 'warned', mend: expect.stringContaining(mend) })
})

test('a log is not missed where the mode has none', () => {
  expect(judged(watching, { mapping: { logLevel: null, provisioned: false } }).outcome).toBe(
    'passed',
  )
})

test('the same remark of many topics is said once, and of very many the number', () => {
  const mappings = Array.from({ length: 9 }, (_, index) => ({
    ...goodMapping,
    topics: [`t${index}`],
    filters: 1,
  }))
  const { found, mend } = judge(filters, { ...deployedWith(), mappings })
  expect(found).toMatch(/^t0, t1, t2, t3, t4 and 4 more: /)
  expect(found.match(/hides records/g)).toHaveLength(1)
  expect(mend?.match(/SINK_FILTER/g)).toHaveLength(1)
})
