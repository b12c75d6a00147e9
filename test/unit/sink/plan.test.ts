import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import { createFormat } from '../../../lib/format/plain/create-format.ts'
import { createPlainRecordFormat } from '../../../lib/format/plain/plain-record-format.ts'
import type { RecordFormat } from '../../../lib/format/record-format.ts'
import type { FilterReason } from '../../../lib/format/row-format.ts'
import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { spanOf } from '../../../lib/kafka/span.ts'
import { BadRecords, type Tolerance } from '../../../lib/sink/bad-records.ts'
import type { KnownBad } from '../../../lib/sink/lessons.ts'
import { PartitionFaults } from '../../../lib/sink/partition-faults.ts'
import { plan } from '../../../lib/sink/plan.ts'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { envelope } from '../../support/kafka-event.ts'
import { idRecord, strangeRecord, textRecord, unmappableRecord } from './json-record.ts'
import { rowFormat } from './row-format.ts'

const format = rowFormat('auto')

interface Given {
  readonly tolerance?: Tolerance
  readonly tableNames?: ReadonlyMap<string, string>
  readonly known?: ReadonlyMap<KafkaRecord, KnownBad>
  readonly faults?: PartitionFaults
  readonly filtered?: Map<KafkaRecord, FilterReason>
  readonly keyFormat?: RecordFormat
}

/** Plans topic-partitions, each given as its spans. */
function planned(partitions: readonly (readonly (readonly KafkaRecord[])[])[], given: Given = {}) {
  const { tolerance = 'none', tableNames = new Map(), known = new Map() } = given
  const { faults = new PartitionFaults(), filtered = new Map() } = given
  const batches = partitions.map((spans) => {
    const records = spans.flat()
    const { topic, partition } = spanOf(records)
    return { topic, partition, records }
  })
  const bad = new BadRecords(tolerance, faults, batches)
  const remainders = partitions.map((spans) => ({ spans: spans.map(spanOf), repeated: 1 }))
  const work = plan(remainders, {
    format,
    keyFormat: given.keyFormat ?? null,
    route: { tableNames, byField: null },
    mapping: PLAIN_MAPPING,
    faults,
    bad,
    known,
    filtered,
  })
  const offsets = (records: readonly KafkaRecord[]) => records.map(({ offset }) => offset)
  return {
    work,
    faults,
    filtered: [...filtered].map(([{ offset }, reason]) => [offset, reason]),
    letters: offsets(bad.letters.map(({ record }) => record)),
    spans: work.spans.map(({ records }) => offsets(records)),
    tables: Object.fromEntries(
      [...work.tables].map(([table, routed]) => [
        table,
        offsets(routed.map(({ record }) => record)),
      ]),
    ),
  }
}

const songs = { topic: 'songs' }

describe('a plan', () => {
  test('routes every record to the table of its topic, in the order of partitions and offsets', () => {
    const { tables, spans, work } = planned(
      [
        [[idRecord(1, 1), idRecord(2, 2)], [idRecord(9, 9)]],
        [[idRecord(5, 5, { partition: 1 })]],
        [[idRecord(7, 7, songs)]],
      ],
      { tableNames: new Map([['songs', 'orders_too']]) },
    )
    expect(tables).toEqual({ orders: [1, 2, 9, 5], orders_too: [7] })
    expect(spans).toEqual([[1, 2], [9], [5], [7]])
    expect(work.repeated).toBe(3)
  })

  test('brings topics of the same table together', () => {
    const { tables } = planned([[[idRecord(1, 1)]], [[idRecord(7, 7, songs)]]], {
      tableNames: new Map([['songs', 'orders']]),
    })
    expect(tables).toEqual({ orders: [1, 7] })
  })

  test('asks for each schema of a table once, and for none where records carry none', () => {
    const { work } = planned([
      [[idRecord(1, 1), textRecord(2, '{"id":2}'), idRecord(3, 3), textRecord(4, '[]')]],
    ])
    const schemas = [...(work.schemas.get('orders') ?? [])].map((sighting) => sighting.schemas)
    expect(schemas.map(({ value }) => value?.type ?? null)).toEqual(['struct', null])
  })

  test('asks for each schema of a value with each of a key, where keys are read', () => {
    const keyFormat = createPlainRecordFormat(createFormat('connect-json'), 'key')
    const key = (type: string) =>
      Buffer.from(envelope(`{"type":"${type}"}`, null)).toString('base64')
    const { work } = planned(
      [
        [
          [
            idRecord(1, 1, { key: key('int32') }),
            idRecord(2, 2, { key: null }),
            idRecord(3, 3, { key: key('string') }),
            idRecord(4, 4, { key: key('int32') }),
          ],
        ],
      ],
      { keyFormat },
    )
    const seen = [...(work.schemas.get('orders') ?? [])].map(({ schemas, record }) => [
      schemas.key?.type ?? null,
      record.offset,
    ])
    expect(seen).toEqual([
      ['int32', 1],
      [null, 2],
      ['string', 3],
    ])
  })

  test('accounts for tombstones, but asks no table for them', () => {
    const { work, tables, spans, filtered } = planned([
      [[textRecord(1, null), idRecord(2, 2)]],
      [[textRecord(3, null, songs), textRecord(4, null, songs)]],
    ])
    expect(spans).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(tables).toEqual({ orders: [2] })
    expect([...work.schemas.keys()]).toEqual(['orders'])
    expect(filtered).toEqual([
      [1, 'delete'],
      [3, 'delete'],
      [4, 'delete'],
    ])
  })

  test('leaves out what an earlier try found to write no row', () => {
    const records = [idRecord(1, 1), idRecord(2, 2)]
    const [first] = records
    if (first === undefined) throw new RangeError('two records')
    const filtered = new Map([[first, 'delete' as const]])
    expect(planned([[records]], { filtered }).tables).toEqual({ orders: [2] })
  })

  test('asks no table for the records that Debezium keeps for itself', () => {
    const heartbeat = envelope(
      '{"type":"struct","name":"io.debezium.connector.common.Heartbeat","fields":[{"field":"ts_ms","type":"int64"}]}',
      { ts_ms: 1 },
    )
    const { spans, tables, work, filtered } = planned([[[textRecord(1, heartbeat)]]])
    expect({ spans, tables, filtered }).toEqual({
      spans: [[1]],
      tables: {},
      filtered: [[1, 'heartbeat']],
    })
    expect(work.schemas.size).toBe(0)
  })
})

describe('without tolerance, a topic-partition with a bad record', () => {
  const broken = strangeRecord(3)

  test('is planned up to it, and later spans of it not at all', () => {
    const { spans, tables, faults } = planned([
      [[idRecord(1, 1), idRecord(2, 2), broken, idRecord(4, 4)], [idRecord(9, 9)]],
      [[idRecord(5, 5, { partition: 1 })]],
    ])
    expect(spans).toEqual([[1, 2], [5]])
    expect(tables).toEqual({ orders: [1, 2, 5] })
    expect(faults.failure()).toMatchObject({ coordinates: { partition: 0, offset: 3 } })
  })

  test('is left out where the record is its first', () => {
    expect(planned([[[broken, idRecord(4, 4)], [idRecord(9, 9)]]])).toMatchObject({
      spans: [],
      tables: {},
    })
  })

  test('is cut at a schema that no table can hold', () => {
    const { spans, faults } = planned([[[idRecord(1, 1), unmappableRecord(2)]]])
    expect(spans).toEqual([[1]])
    expect(faults.failure()?.code).toBe('ERR_RECORD_UNMAPPABLE')
  })

  test('asks no table for a schema that comes behind it only', () => {
    const { work } = planned([[[idRecord(1, 1), broken, textRecord(4, '{}')]]])
    expect([...(work.schemas.get('orders') ?? [])].map(({ record }) => record.offset)).toEqual([1])
  })

  test('is cut at a fault that an earlier try has found', () => {
    const faults = new PartitionFaults()
    faults.add({ topic: 'orders', partition: 0 }, 2, new RecordError('ERR_RECORD_REFUSED', 'm'))
    expect(planned([[[idRecord(1, 1), idRecord(2, 2)]]], { faults }).spans).toEqual([[1]])
  })
})

describe('with tolerance', () => {
  const all = { tolerance: 'all' } as const

  test('a bad record becomes a letter, and its span goes on', () => {
    const { spans, tables, letters } = planned(
      [[[idRecord(1, 1), strangeRecord(2), unmappableRecord(3), idRecord(4, 4)]]],
      all,
    )
    expect(spans).toEqual([[1, 2, 3, 4]])
    expect(tables).toEqual({ orders: [1, 4] })
    expect(letters).toEqual([2, 3])
  })

  test('a record that an earlier try found to be bad is a letter without being read again', () => {
    const record = idRecord(1, 1)
    const known = new Map([
      [record, { error: new RecordError('ERR_RECORD_REFUSED', 'm'), stage: 'load' as const }],
    ])
    const { tables, letters } = planned([[[record]]], { ...all, known })
    expect(tables).toEqual({})
    expect(letters).toEqual([1])
  })

  test('a topic-partition of which too much is bad is left out as a whole, spans before the bad ones, too', () => {
    const bad = Array.from({ length: 20 }, (_, index) => strangeRecord(10 + index))
    const { spans, tables, letters } = planned(
      [[[idRecord(1, 1), strangeRecord(2)], bad], [[idRecord(5, 5, { partition: 1 })]]],
      all,
    )
    expect(letters).toEqual([])
    expect(spans).toEqual([[5]])
    expect(tables).toEqual({ orders: [5] })
  })
})

test('a value that is no base64 is a fault of the event', () => {
  const record = idRecord(1, 1, { value: '?' })
  expect(() => planned([[[record]]])).toThrow(
    expect.objectContaining({
      code: 'ERR_EVENT_INVALID',
      coordinates: { topic: 'orders', partition: 0, offset: 1 },
    }),
  )
})
