import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import { summarize } from '../../../lib/lambda/invocation-summary.ts'
import type { InvocationSummary, Log } from '../../../lib/lambda/log.ts'
import { buildBatch } from '../kafka/build-record.ts'

/** A summary on a clock of its own, and the lines it wrote. */
function begin() {
  const lines: InvocationSummary[] = []
  const clock = { ms: 1_000 }
  const log: Log = {
    info: () => expect.unreachable(),
    warn: () => expect.unreachable(),
    invocation: (summary) => lines.push(summary),
  }
  return { lines, clock, summary: summarize(log, 'request-1', () => clock.ms) }
}

const totals = { delivered: 5, written: 3, filtered: 1, repeated: 1, deadLettered: 0, held: 0 }
const done = { totals, tables: ['orders', 'songs'], retries: 2, failure: null }
const batches = [buildBatch([1, 2, 3]), buildBatch([1, 2], { partition: 1 })]

describe('the line of an invocation', () => {
  test('tells what became of the records, how often it tried and how long it took', () => {
    const { lines, clock, summary } = begin()
    summary.delivered(batches)
    clock.ms += 250
    summary.ended(done)
    expect(lines).toEqual([
      {
        outcome: 'committed',
        message: 'Rows and ledger are committed.',
        requestId: 'request-1',
        durationMs: 250,
        delivered: 5,
        written: 3,
        filtered: 1,
        repeated: 1,
        deadLettered: 0,
        topicPartitions: 2,
        tables: 2,
        retries: 2,
      },
    ])
  })

  test('says so when every record was committed before', () => {
    const { lines, summary } = begin()
    summary.delivered(batches)
    summary.ended({
      totals: { ...totals, written: 0, filtered: 0, repeated: 5 },
      tables: [],
      retries: 0,
      failure: null,
    })
    expect(lines).toEqual([expect.objectContaining({ outcome: 'repeated', written: 0, tables: 0 })])
  })

  test('says so when the event holds no records', () => {
    const { lines, summary } = begin()
    summary.delivered([])
    summary.ended({
      totals: { written: 0, filtered: 0, repeated: 0, deadLettered: 0, held: 0 },
      tables: [],
      retries: 0,
      failure: null,
    })
    expect(lines).toEqual([expect.objectContaining({ outcome: 'empty', delivered: 0 })])
  })

  test('waits, with a bad record, for the failure that follows, and keeps what precedes it', () => {
    const { lines, summary } = begin()
    const failure = new RecordError('ERR_RECORD_UNDECODABLE', 'orders-0 offset 4: not JSON')
    summary.delivered(batches)
    summary.ended({ ...done, totals: { ...totals, written: 1, held: 2 }, failure })
    expect(lines).toEqual([])
    summary.failed(failure)
    expect(lines).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        message: 'orders-0 offset 4: not JSON',
        errorCode: 'ERR_RECORD_UNDECODABLE',
        delivered: 5,
        written: 1,
      }),
    ])
  })

  test('of an event that could not be read has counted nothing', () => {
    const { lines, summary } = begin()
    summary.failed(new TypeError('no'))
    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'failed', message: 'no', delivered: 0 }),
    ])
    expect(lines[0]).not.toHaveProperty('errorCode')
  })

  test('tells even what was thrown and is no error', () => {
    const { lines, summary } = begin()
    summary.failed('out of luck')
    expect(lines).toEqual([expect.objectContaining({ message: 'out of luck' })])
  })
})
