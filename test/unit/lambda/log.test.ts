import { describe, expect, test } from 'vitest'
import { createLog, type InvocationSummary } from '../../../lib/lambda/log.ts'

const summary: InvocationSummary = {
  outcome: 'committed',
  message: 'Committed 3 records',
  requestId: '316aa6d0',
  delivered: 5,
  written: 3,
  filtered: 1,
  repeated: 1,
  deadLettered: 0,
  topicPartitions: 2,
  tables: 1,
  retries: 0,
  durationMs: 41.5,
}

function logged(sinkName: string | null, act: (log: ReturnType<typeof createLog>) => void) {
  const lines: string[] = []
  act(createLog(sinkName, { write: (line) => lines.push(line), now: () => 1_763_816_400_000 }))
  return lines
}

function onlyDocument(lines: readonly string[]): Readonly<Record<string, unknown>> {
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

describe('the line of an invocation', () => {
  test('is one line that says everything and is a metric document', () => {
    const lines = logged('orders', (log) => log.invocation(summary))
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/)
    expect(onlyDocument(lines)).toEqual({
      level: 'info',
      sink: 'orders',
      ...summary,
      Sink: 'orders',
      _aws: {
        Timestamp: 1_763_816_400_000,
        CloudWatchMetrics: [
          {
            Namespace: 'KafkaSingleStoreSink',
            Dimensions: [['Sink']],
            Metrics: [
              { Name: 'delivered', Unit: 'Count' },
              { Name: 'written', Unit: 'Count' },
              { Name: 'filtered', Unit: 'Count' },
              { Name: 'repeated', Unit: 'Count' },
              { Name: 'deadLettered', Unit: 'Count' },
              { Name: 'topicPartitions', Unit: 'Count' },
              { Name: 'tables', Unit: 'Count' },
              { Name: 'retries', Unit: 'Count' },
              { Name: 'durationMs', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
    })
  })

  test('a failure is an error with its code, and stays one line', () => {
    const failed = { ...summary, outcome: 'failed', errorCode: 'ERR_CONFIG' } as const
    const lines = logged('orders', (log) => log.invocation({ ...failed, message: 'two\nlines' }))
    expect(lines.join('').split('\n')).toHaveLength(2)
    expect(onlyDocument(lines)).toMatchObject({
      level: 'error',
      outcome: 'failed',
      errorCode: 'ERR_CONFIG',
      message: 'two\nlines',
    })
  })

  test('every metric is a number of the same line', () => {
    const document = onlyDocument(logged('orders', (log) => log.invocation(summary)))
    const { CloudWatchMetrics } = document._aws as {
      CloudWatchMetrics: { Metrics: { Name: string }[]; Dimensions: string[][] }[]
    }
    for (const { Metrics, Dimensions } of CloudWatchMetrics) {
      for (const { Name } of Metrics) expect(document[Name]).toBeTypeOf('number')
      for (const name of Dimensions.flat()) expect(document[name]).toBeTypeOf('string')
    }
  })

  test('without a sink name the metrics have no dimension', () => {
    const document = onlyDocument(logged(null, (log) => log.invocation(summary)))
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
    const document = onlyDocument(logged(name, (log) => log.invocation(summary)))
    expect(document).toMatchObject({ sink: name, Sink: dimension })
  })
})

test('other lines are JSON too, with the sink and their own facts', () => {
  const lines = logged('orders', (log) => {
    log.info('Table created', { table: 'orders' })
    log.warn('Deletes are not supported yet')
  })
  expect(lines).toEqual([
    '{"level":"info","message":"Table created","sink":"orders","table":"orders"}\n',
    '{"level":"warn","message":"Deletes are not supported yet","sink":"orders"}\n',
  ])
})
