import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import type { KafkaRecord } from '../../../../lib/kafka/record.ts'
import { spanOf } from '../../../../lib/kafka/span.ts'
import { BadRecords, type Tolerance } from '../../../../lib/sink/bad-records.ts'
import { landRecords } from '../../../../lib/sink/gather/land-records.ts'
import { Lessons } from '../../../../lib/sink/lessons.ts'
import { INSERTS_ONLY } from '../../../../lib/table/change-rules.ts'
import { PLAIN_MAPPING } from '../../../../lib/table/mapping-rules.ts'
import { idRecord, strangeRecord, textRecord, unmappableRecord } from '../json-record.ts'
import { rowFormat } from '../row-format.ts'

interface Given {
  readonly tolerance?: Tolerance
  readonly lessons?: Lessons
}

/** Reads and routes by the field `id` topic-partitions, each given as its spans. */
function landed(
  partitions: readonly (readonly (readonly KafkaRecord[])[])[],
  { tolerance = 'none', lessons = new Lessons() }: Given = {},
) {
  const batches = partitions.map((spans) => {
    const records = spans.flat()
    const { topic, partition } = spanOf(records)
    return { topic, partition, records }
  })
  const bad = new BadRecords(tolerance, lessons.faults, batches)
  const parts = {
    format: rowFormat('auto'),
    keyFormat: null,
    mapping: PLAIN_MAPPING,
    changes: { ...INSERTS_ONLY, truncates: true },
    transform: null,
    route: {
      tableNames: new Map(),
      byField: {
        path: ['id'],
        tables: new Map([
          ['1', 'ones'],
          ['2', 'twos'],
        ]),
      },
    },
  }
  const remainders = partitions.map((spans) => ({ spans: spans.map(spanOf), repeated: 1 }))
  const found = landRecords(remainders, { parts, lessons, bad })
  const offsets = (records: readonly KafkaRecord[]) => records.map(({ offset }) => offset)
  return {
    found,
    faults: lessons.faults.all().map(({ partition, offset }) => [partition, offset]),
    letters: offsets(bad.letters.map(({ record }) => record)),
    spans: found.spans.map(({ records }) => offsets(records)),
    landings: found.landings.map(({ table, record }) => [table, record.offset]),
    filtered: found.spans.map((span) => found.filtered.of(span)),
  }
}

test('every record lands in the table its field picks, in the order of partitions and offsets', () => {
  const { landings, spans, filtered, found } = landed([
    [[idRecord(1, 1), textRecord(2, null)], [idRecord(9, 2)]],
    [[idRecord(5, 1, { partition: 1 })]],
  ])
  expect(landings).toEqual([
    ['ones', 1],
    ['twos', 9],
    ['ones', 5],
  ])
  expect(spans).toEqual([[1, 2], [9], [5]])
  expect(filtered).toEqual([1, 0, 0])
  expect(found.repeated).toBe(2)
  expect([...found.schemas.keys()]).toEqual(['ones', 'twos'])
})

describe('without tolerance a bad record', () => {
  test.each([
    ['undecodable', strangeRecord(3)],
    ['unmappable', unmappableRecord(3)],
    ['unroutable', idRecord(3, 7)],
  ])('that is %s cuts its topic-partition, and no table is asked for what follows', (_, bad) => {
    const { spans, landings, faults, found } = landed([
      [[idRecord(1, 1), bad, idRecord(4, 2)], [idRecord(9, 2)]],
      [[idRecord(5, 1, { partition: 1 })]],
    ])
    expect(spans).toEqual([[1], [5]])
    expect(landings).toEqual([
      ['ones', 1],
      ['ones', 5],
    ])
    expect(faults).toEqual([[0, 3]])
    expect([...found.schemas.keys()]).toEqual(['ones'])
  })

  test('that an earlier try found is not read again', () => {
    const record = idRecord(2, 1)
    const lessons = new Lessons()
    lessons.known.set(record, { error: new RecordError('ERR_RECORD_REFUSED', 'm'), stage: 'load' })
    expect(landed([[[idRecord(1, 1), record, idRecord(3, 1)]]], { lessons })).toMatchObject({
      spans: [[1]],
      landings: [['ones', 1]],
    })
  })
})

describe('with tolerance', () => {
  test('a bad record is a letter, and its span goes on', () => {
    const { spans, landings, letters } = landed(
      [[[idRecord(1, 1), strangeRecord(2), idRecord(3, 7), idRecord(4, 2)]]],
      { tolerance: 'all' },
    )
    expect(spans).toEqual([[1, 2, 3, 4]])
    expect(landings).toEqual([
      ['ones', 1],
      ['twos', 4],
    ])
    expect(letters).toEqual([2, 3])
  })

  test('a topic-partition of which too much is bad is left out as a whole', () => {
    const many = Array.from({ length: 20 }, (_, index) => strangeRecord(10 + index))
    const { spans, landings, letters } = landed(
      [[[idRecord(1, 1)], many], [[idRecord(5, 1, { partition: 1 })]]],
      { tolerance: 'all' },
    )
    expect({ spans, landings, letters }).toEqual({
      spans: [[5]],
      landings: [['ones', 5]],
      letters: [],
    })
  })
})

test('every record of a span that goes on becomes landings, is filtered or is a letter', () => {
  const kinds: Readonly<Record<string, (offset: number) => KafkaRecord>> = {
    row: (offset) => idRecord(offset, 1),
    tombstone: (offset) => textRecord(offset, null),
    strange: strangeRecord,
    unroutable: (offset) => idRecord(offset, 9),
  }
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('row', 'row', 'row', 'tombstone', 'strange', 'unroutable'), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.constantFrom<Tolerance>('none', 'all'),
      (names, tolerance) => {
        const records = names.map((name, offset) => kinds[name]?.(offset) ?? idRecord(offset, 1))
        const { spans, landings, letters, filtered, faults } = landed([[records]], { tolerance })
        const accounted = spans.flat().length
        expect(landings.length + letters.length + (filtered[0] ?? 0)).toBe(accounted)
        expect(accounted === records.length).toBe(faults.length === 0)
      },
    ),
  )
})
