import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import { createFormat } from '../../../lib/format/plain/create-format.ts'
import { createPlainRecordFormat } from '../../../lib/format/plain/plain-record-format.ts'
import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { spanOf } from '../../../lib/kafka/span.ts'
import { RowEncoder } from '../../../lib/singlestore/row-encoder.ts'
import { BadRecords, type Tolerance } from '../../../lib/sink/bad-records.ts'
import { encodedRows, encodeRows } from '../../../lib/sink/encode-rows.ts'
import { Filtered } from '../../../lib/sink/filtered.ts'
import { originReader } from '../../../lib/sink/origin.ts'
import { PartitionFaults } from '../../../lib/sink/partition-faults.ts'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { table } from '../singlestore/build-column.ts'
import { deleteRecord, idRecord, textRecord } from './json-record.ts'
import { rowFormat } from './row-format.ts'

const format = rowFormat('auto')
const encoder = new RowEncoder(table(['id', 'int(11)'], ['n', 'decimal(3,1)']))

function begin(tolerance: Tolerance, ...partitions: readonly (readonly KafkaRecord[])[]) {
  const spans = partitions.map(spanOf)
  const routed = spans.flatMap((span) => span.records.map((record) => ({ record, span })))
  const faults = new PartitionFaults()
  const bad = new BadRecords(tolerance, faults, spans)
  const filtered = new Filtered()
  const rows = encodeRows(routed, { format, originOf: null, encoder, faults, bad, filtered })
  return { rows, routed, spans, faults, bad, filtered }
}

function lines(rows: Iterable<{ readonly line: string }>): readonly string[] {
  return [...rows].map(({ line }) => line)
}

describe('the rows of records', () => {
  test('come one for each record, in its order', () => {
    const { rows, faults } = begin(
      'none',
      [idRecord(1, 10), textRecord(2, '{"id":20,"n":1.5}')],
      [idRecord(1, 30, { partition: 1 })],
    )
    expect(lines(rows)).toEqual(['10\t', '20\t1.5', '30\t'])
    expect(faults.all()).toEqual([])
  })

  test('are encoded as they are pulled, not beforehand', () => {
    const { rows, faults } = begin('none', [idRecord(1, 10), textRecord(2, 'no JSON')])
    expect(rows.next().value?.line).toBe('10\t')
    expect(faults.all()).toEqual([])
  })

  test('leave out deletes and count them by span', () => {
    const { rows, filtered, spans } = begin(
      'none',
      [deleteRecord(1), idRecord(2, 20), textRecord(3, 'null')],
      [idRecord(1, 30, { partition: 1 })],
    )
    expect(lines(rows)).toEqual(['20\t', '30\t'])
    expect(spans.map((span) => filtered.of(span))).toEqual([2, 0])
    expect([...filtered.reasons]).toEqual(['delete'])
  })

  test('add deletes to the tombstones that were counted before', () => {
    const { rows, filtered, spans } = begin('none', [deleteRecord(1)])
    const [span] = spans
    if (span === undefined) throw new RangeError('one span')
    for (let i = 0; i < 4; i += 1) filtered.add(span, 'delete')
    expect(lines(rows)).toEqual([])
    expect(filtered.of(span)).toBe(5)
  })
})

describe('without tolerance, after a bad record', () => {
  test('no more rows come, but the rest is read for the faults of other partitions', () => {
    const { rows, faults } = begin(
      'none',
      [idRecord(1, 10), textRecord(2, 'no JSON'), textRecord(3, 'no JSON')],
      [idRecord(5, 50, { partition: 1 }), idRecord(6, 'text', { partition: 1 })],
    )
    expect(lines(rows)).toEqual(['10\t'])
    expect(faults.all().map(({ partition, offset }) => [partition, offset])).toEqual([
      [0, 2],
      [1, 6],
    ])
  })

  test('one before a fault that was known already ends the rows, too', () => {
    const { rows, faults, bad, routed } = begin('none', [
      textRecord(1, 'no JSON'),
      idRecord(2, 20),
      idRecord(3, 30),
    ])
    const last = routed.at(-1)?.record
    if (last === undefined) throw new RangeError('three records')
    bad.add(new RecordError('ERR_RECORD_REFUSED', 'm'), last, 'decode')
    const known = faults.revision
    expect(lines(rows)).toEqual([])
    expect(faults.revision).toBeGreaterThan(known)
    expect(faults.all()[0]?.offset).toBe(1)
  })

  test('an error of a value that fits no column is a fault as well', () => {
    const { rows, faults } = begin('none', [textRecord(1, '{"id":1,"n":123.45}')])
    expect(lines(rows)).toEqual([])
    expect(faults.failure()).toMatchObject({
      code: 'ERR_RECORD_OUT_OF_RANGE',
      coordinates: { topic: 'orders', partition: 0, offset: 1, column: 'n' },
    })
  })
})

describe('with tolerance', () => {
  test('the rows go on, and each bad record is a letter of its stage', () => {
    const { rows, bad, faults } = begin('all', [
      textRecord(1, 'no JSON'),
      idRecord(2, 20),
      textRecord(3, '{"id":1,"n":123.45}'),
      idRecord(4, 40),
    ])
    expect(lines(rows)).toEqual(['20\t', '40\t'])
    expect(bad.letters.map(({ record, stage }) => [record.offset, stage])).toEqual([
      [1, 'decode'],
      [3, 'map'],
    ])
    expect(faults.all()).toEqual([])
  })

  test('too many bad records stop the rows', () => {
    const { rows, faults } = begin(
      'all',
      Array.from({ length: 12 }, (_, index) => textRecord(index, 'no JSON')),
      [idRecord(99, 99, { partition: 1 })],
    )
    expect(lines(rows)).toEqual([])
    expect(faults.failure()?.code).toBe('ERR_TOO_MANY_BAD')
  })
})

test('a column that the table lacks is no fault of the record', () => {
  const { rows } = begin('all', [textRecord(1, '{"colour":"red"}')])
  expect(() => lines(rows)).toThrow(expect.objectContaining({ code: 'ERR_COLUMN_MISSING' }))
})

test('a value that is no base64 is a fault of the event', () => {
  const { rows } = begin('all', [idRecord(1, 1, { value: '?' })])
  expect(() => lines(rows)).toThrow(expect.objectContaining({ code: 'ERR_EVENT_INVALID' }))
})

test('for trials, rows know their records, and what cannot be a row is left out', () => {
  const { routed } = begin('all', [
    textRecord(1, 'no JSON'),
    idRecord(2, 20),
    deleteRecord(3),
    textRecord(4, '{"n":123.45}'),
    idRecord(5, 20),
  ])
  const rows = encodedRows(routed, { format, originOf: null, encoder })
  expect([...rows].map(([{ line }, { offset }]) => [line, offset])).toEqual([
    ['20\t', 2],
    ['20\t', 5],
  ])
})

test('a key that cannot be read is the fault of its record; one that nobody needs is not read', () => {
  const keyFormat = createPlainRecordFormat(createFormat('json'), 'key')
  const key = (text: string) => Buffer.from(text).toString('base64')
  const records = [
    idRecord(1, 10, { key: key('7') }),
    idRecord(2, 20, { key: key('{') }),
    textRecord(3, 'null', { key: key('{') }),
  ]
  const { routed, faults, bad, filtered } = begin('all', records)
  const originOf = originReader({ mapping: PLAIN_MAPPING, keyFormat })

  const rows = encodeRows(routed, { format, originOf, encoder, faults, bad, filtered })

  expect(lines(rows)).toEqual(['10\t'])
  expect(bad.letters).toMatchObject([{ record: { offset: 2 }, stage: 'decode' }])
  expect(filtered.total).toBe(1)
})
