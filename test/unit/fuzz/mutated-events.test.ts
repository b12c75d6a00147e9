import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Batch } from '../../../lib/kafka/record.ts'
import { spanOf } from '../../../lib/kafka/span.ts'
import { parseEvent } from '../../../lib/lambda/event.ts'
import { partialResponse } from '../../../lib/lambda/response.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import { BadRecords } from '../../../lib/sink/bad-records.ts'
import { encodeRows } from '../../../lib/sink/encode-rows.ts'
import { Filtered } from '../../../lib/sink/filtered.ts'
import { PartitionFaults } from '../../../lib/sink/partition-faults.ts'
import { plan } from '../../../lib/sink/plan.ts'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { table } from '../singlestore/build-column.ts'
import { rowFormat } from '../sink/row-format.ts'
import { expectNamedError, expectNoContents } from './marker.ts'
import { mutatedEvents } from './mutated-events.ts'
import { columns } from './record-values.ts'

/** Thousands of cases, on a machine that may have other work. */
const PATIENCE_MS = 120_000

function named<Result>(act: () => Result): Result | null {
  try {
    return act()
  } catch (error) {
    expectNamedError(error)
    return null
  }
}

function batchesOf(event: unknown): readonly Batch[] {
  return named(() => parseEvent(event))?.batches ?? []
}

test(
  'an event is refused by name, or comes to batches in offset order, no topic-partition and no offset twice',
  () => {
    let parsed = 0
    fc.assert(
      fc.property(mutatedEvents, (event) => {
        const batches = batchesOf(event)
        if (batches.length > 0) parsed += 1
        const places = batches.map(({ topic, partition }) => JSON.stringify([topic, partition]))
        expect(new Set(places).size).toBe(batches.length)
        for (const { topic, partition, records } of batches) {
          const offsets = records.map(({ offset }) => offset)
          expect(offsets).toEqual([...new Set(offsets)].toSorted((a, b) => a - b))
          expect(offsets.every((offset) => Number.isSafeInteger(offset) && offset >= 0)).toBe(true)
          expect(records.every((it) => it.topic === topic && it.partition === partition)).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(parsed).toBeGreaterThan(200)
  },
  PATIENCE_MS,
)

test.each(['none', 'all'] as const)(
  'with tolerance %s, each record of a mutated event becomes a row, a delete or a named fault',
  (tolerance) => {
    const format = rowFormat('auto')
    const encoder = new RowEncoder(table(...columns))
    fc.assert(
      fc.property(mutatedEvents, (event) => {
        const batches = batchesOf(event)
        const faults = new PartitionFaults()
        const bad = new BadRecords(tolerance, faults, batches)
        const remainders = batches.map(({ records }) => ({ spans: [spanOf(records)], repeated: 0 }))
        const reading = {
          format,
          route: { tableNames: new Map(), byField: null },
          mapping: PLAIN_MAPPING,
          known: new Map(),
          keyFormat: null,
          filtered: new Map(),
        }
        const routing = { ...reading, faults, bad }
        named(() => {
          const work = plan(remainders, routing)
          for (const routed of work.tables.values()) {
            const filtered = new Filtered()
            const encoding = { format, originOf: null, encoder, faults, bad, filtered }
            for (const { line } of encodeRows(routed, encoding)) {
              expect(line).not.toContain('\n')
            }
          }
        })

        for (const { error } of [...faults.all(), ...bad.letters]) expectNamedError(error)
        const failure = faults.failure()
        if (failure !== null) expectNamedError(failure)
        expectNoContents(JSON.stringify(partialResponse(batches, faults.all())))
      }),
      { numRuns: 1_000 },
    )
  },
  PATIENCE_MS,
)
