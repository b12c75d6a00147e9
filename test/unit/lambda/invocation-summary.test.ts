import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import { summarize } from '../../../lib/lambda/invocation-summary.ts'
import type { InvocationSummary, Log } from '../../../lib/lambda/log.ts'
import { Measures } from '../../../lib/sink/measures.ts'
import { buildBatch } from '../kafka/build-record.ts'

/** A summary on a clock of its own, and the lines it wrote. */
function begin(measures = new Measures()) {
  const lines: InvocationSummary[] = []
  const clock = { ms: 1_000 }
  const log: Log = {
    begin: () => expect.unreachable(),
    info: () => expect.unreachable(),
    warn: () => expect.unreachable(),
    error: () => expect.unreachable(),
    invocation: (summary) => lines.push(summary),
  }
  return { lines, clock, measures, summary: summarize(log, () => clock.ms, measures) }
}

const totals = { delivered: 5, written: 2, filtered: 1, repeated: 1, deadLettered: 1, held: 0 }
const batches = [buildBatch([1, 2, 3]), buildBatch([1, 4], { partition: 1 })]

function measuresOf(of: Partial<typeof totals>, tables: readonly string[] = []): Measures {
  const measures = new Measures()
  measures.add({ totals: { ...totals, ...of }, tables })
  return measures
}

describe('the line of an invocation', () => {
  test('tells what became of the records, how often it tried and how long it took', () => {
    const { lines, clock, measures, summary } = begin(measuresOf({}, ['orders', 'songs']))
    Object.assign(measures, {
      retries: 3,
      ledgerConflicts: 2,
      breakerOpen: true,
      oldestTimestamp: 900,
      done: { loadedBytes: 64, loadMs: 40, commitMs: 5, tablesCreated: 1, columnsAdded: 6 },
    })
    summary.delivered(batches)
    clock.ms += 250
    summary.committed()
    const { topic } = batches[0] ?? expect.unreachable()
    expect(lines).toEqual([
      {
        outcome: 'committed',
        message: 'Rows and ledger are committed.',
        topicPartitions: 2,
        tables: 2,
        topic,
        coordinates: [
          { topic, partition: 0, firstOffset: 1, lastOffset: 3, records: 3 },
          { topic, partition: 1, firstOffset: 1, lastOffset: 4, records: 2 },
        ],
        metrics: {
          delivered: 5,
          written: 2,
          filtered: 1,
          repeated: 1,
          deadLettered: 1,
          held: 0,
          retries: 3,
          ledgerConflicts: 2,
          tablesCreated: 1,
          columnsAdded: 6,
          breakerOpen: 1,
          loadedBytes: 64,
          durationMs: 250,
          loadMs: 40,
          commitMs: 5,
          ageMs: 350,
        },
      },
    ])
  })

  test('says so when every record was committed before', () => {
    const nothing = { written: 0, filtered: 0, deadLettered: 0, repeated: 5 }
    const { lines, summary } = begin(measuresOf(nothing))
    summary.delivered(batches)
    summary.committed()
    expect(lines).toEqual([expect.objectContaining({ outcome: 'repeated', tables: 0 })])
    expect(lines[0]?.metrics).toMatchObject({ repeated: 5, held: 0, ageMs: null })
  })

  test('says so when the event holds no records', () => {
    const { lines, summary } = begin()
    summary.delivered([])
    summary.committed()
    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'empty', topic: null, coordinates: [] }),
    ])
  })

  test('of a failure keeps what precedes it, and counts the rest as held', () => {
    const { lines, summary } = begin(measuresOf({ written: 1, deadLettered: 0 }))
    summary.delivered(batches)
    const failure = new RecordError('ERR_RECORD_UNDECODABLE', 'orders-0 offset 4: not JSON')
    summary.failed(failure)
    expect(lines).toEqual([
      expect.objectContaining({
        outcome: 'failed',
        message: 'orders-0 offset 4: not JSON',
        errorCode: 'ERR_RECORD_UNDECODABLE',
      }),
    ])
    expect(lines[0]?.metrics).toMatchObject({ delivered: 5, written: 1, held: 2 })
  })

  test('of an event that could not be read has counted nothing', () => {
    const { lines, summary } = begin()
    summary.failed(new TypeError('no'))
    expect(lines).toEqual([expect.objectContaining({ outcome: 'failed', message: 'no' })])
    expect(lines[0]?.metrics).toMatchObject({ delivered: 0, held: 0 })
    expect(lines[0]).not.toHaveProperty('errorCode')
  })

  test('tells even what was thrown and is no error', () => {
    const { lines, summary } = begin()
    summary.failed('out of luck')
    expect(lines).toEqual([expect.objectContaining({ message: 'out of luck' })])
  })

  test('names the first of many topic-partitions only, and a topic where it is the only one', () => {
    const { lines, summary } = begin()
    summary.delivered(Array.from({ length: 500 }, (_, partition) => buildBatch([1], { partition })))
    summary.partly(new Error('no'))
    const [line] = lines
    expect(line?.topicPartitions).toBe(500)
    expect(line?.coordinates.map(({ partition }) => partition)).toEqual([...Array(20).keys()])
    expect(line?.topic).not.toBeNull()

    const several = begin()
    several.summary.delivered([buildBatch([1]), buildBatch([1], { topic: 'another' })])
    several.summary.partly(new Error('no'))
    expect(several.lines[0]?.topic).toBeNull()
  })

  test('has no negative age where a producer’s clock is ahead', () => {
    const { lines, measures, summary } = begin(measuresOf({}))
    measures.oldestTimestamp = 60_000
    summary.delivered(batches)
    summary.committed()
    expect(lines[0]?.metrics.ageMs).toBe(0)
  })
})
