import { expect, test } from 'vitest'
import { ConfigError } from '../../../lib/errors.ts'
import { parseEvent } from '../../../lib/lambda/event.ts'
import { summarize } from '../../../lib/lambda/invocation-summary.ts'
import { createLog } from '../../../lib/lambda/log.ts'
import { recordedEvent } from './recorded-event.ts'

const nothing = { written: 0, filtered: 0, repeated: 0, deadLettered: 0, held: 0 }
const { batches } = parseEvent(recordedEvent('msk'))

/** The document of the one line that an invocation of 40 ms writes. */
function lineOf(act: (invocation: ReturnType<typeof summarize>) => void): unknown {
  const lines: string[] = []
  let now = 1000
  const log = createLog('orders', { write: (line) => lines.push(line), now: () => now })
  const invocation = summarize(log, 'request-7', () => now)
  now += 40
  act(invocation)
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

test('an invocation that wrote rows says what became of every record', () => {
  const line = lineOf((invocation) => {
    invocation.delivered(batches)
    const totals = { ...nothing, written: 2, filtered: 1, repeated: 1 }
    invocation.ended({ totals, tables: ['orders'], retries: 1, failure: null })
  })
  expect(line).toMatchObject({
    level: 'info',
    outcome: 'committed',
    requestId: 'request-7',
    sink: 'orders',
    delivered: 4,
    written: 2,
    filtered: 1,
    repeated: 1,
    deadLettered: 0,
    topicPartitions: 2,
    tables: 1,
    retries: 1,
    durationMs: 40,
  })
})

test('an invocation of nothing but repetitions is told apart, and so is an empty one', () => {
  const repeated = lineOf((invocation) => {
    invocation.delivered(batches)
    const totals = { ...nothing, repeated: 4 }
    invocation.ended({ totals, tables: [], retries: 0, failure: null })
  })
  expect(repeated).toMatchObject({ outcome: 'repeated', repeated: 4 })
  const empty = lineOf((invocation) => {
    invocation.delivered([])
    invocation.ended({ totals: nothing, tables: [], retries: 0, failure: null })
  })
  expect(empty).toMatchObject({ outcome: 'empty', delivered: 0 })
})

test('a failure after a part was committed is one line with both', () => {
  const failure = new ConfigError(['something'])
  const line = lineOf((invocation) => {
    invocation.delivered(batches)
    invocation.ended({
      totals: { ...nothing, written: 3, held: 1 },
      tables: ['orders'],
      retries: 0,
      failure,
    })
    invocation.failed(failure)
  })
  expect(line).toMatchObject({
    level: 'error',
    outcome: 'failed',
    errorCode: 'ERR_CONFIG',
    message: 'Configuration: something',
    delivered: 4,
    written: 3,
  })
})

test("an error that is not the sink's own has no code", () => {
  const line = lineOf((invocation) => invocation.failed(new TypeError('oops')))
  expect(line).toMatchObject({ outcome: 'failed', message: 'oops', delivered: 0 })
  expect(line).not.toHaveProperty('errorCode')
})
