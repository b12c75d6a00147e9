import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLog, type InvocationSummary } from '../../../lib/lambda/log.ts'
import { METRIC_UNITS } from '../../../lib/lambda/metric-table.ts'
import { expectMetricDocument } from './metric-document.ts'
import { metricValues } from './metric-values.ts'

const summary: InvocationSummary = {
  outcome: 'committed',
  message: 'Committed 3 records',
  topicPartitions: 1,
  tables: 1,
  coordinates: [{ topic: 'songs', partition: 0, firstOffset: 7, lastOffset: 21, records: 15 }],
  topic: 'songs',
  metrics: metricValues,
}

const standardError = vi.spyOn(process.stderr, 'write')

beforeEach(() => {
  standardError.mockClear()
})

// Lambda would take it for a line of the log.
afterEach(() => {
  expect(standardError).not.toHaveBeenCalled()
})

function logged(sinkName: string | null, act: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = []
  act(createLog(sinkName, (line) => lines.push(line)))
  return lines
}

function documentOf(sinkName: string | null, of: InvocationSummary) {
  const lines = logged(sinkName, (log) => log.invocation(of))
  expect(lines).toHaveLength(1)
  return expectMetricDocument(lines[0] ?? '')
}

describe('the line of an invocation', () => {
  test('is one line that says everything and is a metric document', () => {
    vi.useFakeTimers({ now: 1_763_816_400_000 })
    try {
      const lines = logged('orders', (log) => {
        log.begin({ awsRequestId: '316aa6d0', functionName: '' })
        log.invocation(summary)
      })
      expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/)
      expect(expectMetricDocument(lines.join(''))).toEqual({
        level: 'info',
        message: 'Committed 3 records',
        sink: 'orders',
        requestId: '316aa6d0',
        outcome: 'committed',
        topicPartitions: 1,
        tables: 1,
        coordinates: summary.coordinates,
        ...metricValues,
        Sink: 'orders',
        Topic: 'songs',
        _aws: {
          Timestamp: 1_763_816_400_000,
          CloudWatchMetrics: [
            {
              Namespace: 'KafkaSingleStoreSink',
              Dimensions: [['Sink'], ['Sink', 'Topic']],
              Metrics: Object.entries(METRIC_UNITS).map(([Name, Unit]) => ({ Name, Unit })),
            },
          ],
        },
      })
    } finally {
      vi.useRealTimers()
    }
  })

  test('a failure is an error with its code, and stays one line', () => {
    const failed = { ...summary, outcome: 'failed', errorCode: 'ERR_CONFIG' } as const
    const lines = logged('orders', (log) => log.invocation({ ...failed, message: 'two\nlines' }))
    expect(lines.join('').split('\n')).toHaveLength(2)
    expect(JSON.parse(lines.join(''))).toMatchObject({
      level: 'error',
      outcome: 'failed',
      errorCode: 'ERR_CONFIG',
      message: 'two\nlines',
    })
  })

  test('of several topics stands under the sink alone', () => {
    const document = documentOf('orders', { ...summary, topic: null })
    expect(document).not.toHaveProperty('Topic')
    expect(document).toMatchObject({ _aws: { CloudWatchMetrics: [{ Dimensions: [['Sink']] }] } })
  })

  test('has no age where nothing was to be written, and no value of the invocation before', () => {
    const lines = logged('orders', (log) => {
      log.invocation(summary)
      log.invocation({ ...summary, topic: null, metrics: { ...metricValues, ageMs: null } })
    })
    const document = expectMetricDocument(lines[1] ?? '')
    expect(document).not.toHaveProperty('ageMs')
    expect(document).not.toHaveProperty('Topic')
    expect(document).toMatchObject({ delivered: 15 })
    expect(JSON.stringify(document._aws)).not.toContain('ageMs')
  })

  test('stands under the name of the function: stages and functions of one sink do not share metrics', () => {
    const lines = logged('orders', (log) => {
      for (const functionName of ['stack-dev', 'stack-prod-redrive']) {
        log.begin({ awsRequestId: '1', functionName })
        log.invocation(summary)
      }
    })
    const documents = lines.map(expectMetricDocument)
    expect(documents.map(({ sink, Sink }) => [sink, Sink])).toEqual([
      ['orders', 'stack-dev'],
      ['orders', 'stack-prod-redrive'],
    ])
  })

  test('without a name of the sink and of the function the metrics have no dimension', () => {
    const document = documentOf(null, summary)
    expect(document).not.toHaveProperty('Sink')
    expect(document).toMatchObject({
      sink: null,
      _aws: { CloudWatchMetrics: [{ Dimensions: [[]] }] },
    })
  })

  test.each([
    ['größe', 'gr%C3%B6%C3%9Fe'],
    [':a', '%3Aa'],
    ['a:b c', 'a:b c'],
    ['\u{1F600}', '%F0%9F%98%80'],
  ])('the dimension of %s is %s, which CloudWatch takes', (name, dimension) => {
    expect(documentOf(name, summary)).toMatchObject({ sink: name, Sink: dimension })
    expect(documentOf('orders', { ...summary, topic: name })).toMatchObject({ Topic: dimension })
  })

  test('whatever a topic is called, it is a document that CloudWatch takes', () => {
    const topics = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.string({ minLength: 1_020, maxLength: 1_030 }),
      fc.constantFrom('', ' ', '\ud800', ':', '%', '__proto__'),
    )
    fc.assert(
      fc.property(topics, (topic) => {
        documentOf('orders', { ...summary, topic })
      }),
      { numRuns: 100 },
    )
  })
})

test('other lines are JSON too, with the sink, their own facts and, once one has begun, the request', () => {
  const lines = logged('orders', (log) => {
    log.info('Starts')
    log.begin({ awsRequestId: 'request-1', functionName: 'f' })
    log.info('Table created', { table: 'orders' })
    log.begin({ awsRequestId: 'request-2', functionName: 'f' })
    log.warn('Deletes are not supported yet')
    log.error('No', { errorCode: 'ERR_CONFIG' })
  })
  expect(lines).toEqual([
    '{"level":"info","message":"Starts","sink":"orders"}\n',
    '{"level":"info","message":"Table created","sink":"orders","requestId":"request-1","table":"orders"}\n',
    '{"level":"warn","message":"Deletes are not supported yet","sink":"orders","requestId":"request-2"}\n',
    '{"level":"error","message":"No","sink":"orders","requestId":"request-2","errorCode":"ERR_CONFIG"}\n',
  ])
})
