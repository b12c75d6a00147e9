import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Coordinates, EventError } from '../../../lib/errors.ts'
import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { parseEvent } from '../../../lib/lambda/event.ts'
import { recordedEvent } from './recorded-event.ts'

const sound = { topic: 'orders', partition: 0, offset: 5, timestamp: 7, key: 'aw==', value: 'dg==' }

function eventOf(...records: readonly unknown[]): unknown {
  return { eventSource: 'aws:kafka', records: { 'orders-0': records } }
}

function onlyRecord(event: unknown): KafkaRecord | undefined {
  return parseEvent(event).batches[0]?.records[0]
}

function errorOf(event: unknown): EventError {
  try {
    parseEvent(event)
  } catch (error) {
    if (error instanceof EventError) return error
    throw error
  }
  throw new Error('the event was accepted')
}

describe('the events of Lambda', () => {
  test('an MSK event becomes one batch per topic-partition and names its cluster', () => {
    const { cluster, batches } = parseEvent(recordedEvent('msk'))
    expect(cluster).toMatch(/^arn:aws:kafka:eu-central-1:/)
    expect(
      batches.map(({ topic, partition, records }) => [
        topic,
        partition,
        records.map(({ offset }) => offset),
      ]),
    ).toEqual([
      ['orders', 0, [15, 16, 18]],
      ['orders', 1, [4]],
    ])
  })

  test('a record keeps its coordinates, and its key and value as base64 text', () => {
    expect(onlyRecord(eventOf({ ...sound, timestampType: 'CREATE_TIME', headers: [] }))).toEqual({
      ...sound,
      headers: [],
      keySchema: null,
      valueSchema: null,
    })
  })

  test('a self-managed event names no cluster, and its topic may hold hyphens', () => {
    const { cluster, batches } = parseEvent(recordedEvent('self-managed'))
    expect(cluster).toBeNull()
    expect(batches).toMatchObject([{ topic: 'customer-events', partition: 3 }])
  })

  test('the spelling aws:SelfManagedKafka is taken too', () => {
    expect(parseEvent({ eventSource: 'aws:SelfManagedKafka', records: {} }).batches).toEqual([])
  })

  test('a redelivery may hold records alone', () => {
    const { cluster, batches } = parseEvent(recordedEvent('redelivery-records-only'))
    expect(cluster).toBeNull()
    expect(batches[0]?.records.map(({ offset }) => offset)).toEqual([16, 18])
  })

  test('no records are no batches', () => {
    expect(parseEvent(recordedEvent('empty')).batches).toEqual([])
    expect(parseEvent({ records: { 'orders-0': [] } }).batches).toEqual([])
  })

  test('a null value and an absent one are tombstones, an empty one is not', () => {
    const [batch] = parseEvent(recordedEvent('tombstones')).batches
    expect(batch?.records.map(({ value }) => value)).toEqual([null, null, ''])
  })

  test('a null key and an absent one are null, an empty one is not', () => {
    const [batch] = parseEvent(recordedEvent('keys')).batches
    expect(batch?.records.map(({ key }) => key)).toEqual(['', null, null])
    expect(batch?.records.map(({ headers }) => headers)).toEqual([[], [], []])
  })

  test('header bytes are signed; order and repeated names are kept; a header may be null', () => {
    const headers = onlyRecord(recordedEvent('signed-headers'))?.headers ?? []
    expect(headers.map(({ name }) => name)).toEqual(['author', 'raw', 'author', 'empty', 'nothing'])
    const [author, raw, again, empty, nothing] = headers.map(({ value }) => value)
    expect(Buffer.from(author ?? []).toString()).toBe('Noël')
    expect([...(raw ?? [])]).toEqual([118, 220, 0, 127, 128])
    expect(Buffer.from(again ?? []).toString()).toBe('ë')
    expect(empty).toEqual(new Uint8Array())
    expect(nothing).toBeNull()
  })

  test('a partition may be written as text, and a timestamp be -1', () => {
    expect(onlyRecord(recordedEvent('partition-as-text'))).toMatchObject({
      partition: 2,
      timestamp: -1,
    })
  })

  test.each([null, undefined])('a timestamp that is %s counts as -1', (timestamp) => {
    expect(onlyRecord(eventOf({ ...sound, timestamp }))?.timestamp).toBe(-1)
  })

  test('the largest coordinates of Kafka and of JSON are taken', () => {
    const largest = {
      ...sound,
      topic: 't'.repeat(249),
      partition: 2 ** 31 - 1,
      offset: Number.MAX_SAFE_INTEGER,
    }
    expect(onlyRecord(eventOf(largest))).toMatchObject(largest)
  })
})

describe('batches', () => {
  test('a topic-partition under two map keys is one batch', () => {
    const records = {
      'orders-0': [sound],
      other: [
        { ...sound, offset: 4 },
        { ...sound, partition: 1 },
      ],
    }
    expect(parseEvent({ records }).batches).toMatchObject([
      { partition: 0, records: [{ offset: 4 }, { offset: 5 }] },
      { partition: 1, records: [{ offset: 5 }] },
    ])
  })

  test('partitions that take turns are told apart', () => {
    const turns = [0, 1, 0, 1].map((partition, offset) => ({ ...sound, partition, offset }))
    expect(parseEvent(eventOf(...turns)).batches).toMatchObject([
      { partition: 0, records: [{ offset: 0 }, { offset: 2 }] },
      { partition: 1, records: [{ offset: 1 }, { offset: 3 }] },
    ])
  })

  test('a record that is there twice counts once', () => {
    const headers = [{ h: [1, -1] }]
    const [batch] = parseEvent(
      eventOf({ ...sound, headers }, { ...sound, offset: 4 }, { ...sound, headers }),
    ).batches
    expect(batch?.records.map(({ offset }) => offset)).toEqual([4, 5])
  })

  test.each([
    ['value', { value: 'dw==' }],
    ['null value', { value: null }],
    ['key', { key: '' }],
    ['timestamp', { timestamp: 8 }],
    ['header', { headers: [{ h: [1] }] }],
  ])('two records of one offset with another %s are refused', (_, difference) => {
    const error = errorOf(eventOf(sound, { ...sound, ...difference }))
    expect(error.code).toBe('ERR_EVENT_INVALID')
    expect(error.coordinates).toEqual({ topic: 'orders', partition: 0, offset: 5 })
    expect(error.message).toContain('two records of orders-0 have offset 5')
  })

  test('__proto__ and its like are ordinary names', () => {
    const event: unknown = JSON.parse(
      '{"records":{"__proto__":[{"topic":"__proto__","partition":0,"offset":1,"headers":[{"__proto__":[1]}]}],"constructor-0":[{"topic":"constructor","partition":0,"offset":1}]}}',
    )
    const { batches } = parseEvent(event)
    expect(batches.map(({ topic }) => topic)).toEqual(['__proto__', 'constructor'])
    expect(batches[0]?.records[0]?.headers).toEqual([
      { name: '__proto__', value: Uint8Array.of(1) },
    ])
  })
})

describe('an event that is no Kafka batch is refused, naming the place', () => {
  test.each<[string, unknown, string]>([
    ['text', 'records', 'event must be an object, found a string'],
    ['null', null, 'event must be an object, found null'],
    ['a list', [], 'event must be an object, found a list'],
    ['an event without records', {}, 'records must be an object of lists, found nothing'],
    ['an SQS event', recordedEvent('not-kafka-sqs'), 'records must be an object of lists'],
    ['records as a list', { records: [] }, 'records must be an object of lists, found a list'],
    ['another source', { eventSource: 'aws:sqs', records: {} }, 'eventSource must be aws:kafka'],
    ['a source of a wrong type', { eventSource: 1, records: {} }, 'eventSource must be'],
    ['a wrong ARN', { eventSourceArn: 1, records: {} }, 'eventSourceArn must be a text'],
    ['a wrong list', { records: { 'orders-0': {} } }, 'records["orders-0"] must be a list'],
    [
      'a record that is none',
      eventOf(null),
      'records["orders-0"][0] must be an object, found null',
    ],
    ['a record as a list', eventOf([]), 'records["orders-0"][0] must be an object, found a list'],
  ])('%s', (_, event, message) => {
    const error = errorOf(event)
    expect(error.code).toBe('ERR_EVENT_INVALID')
    expect(error.message).toContain(message)
  })

  test.each<[string, object]>([
    ['topic', { topic: '' }],
    ['topic', { topic: 't'.repeat(250) }],
    ['topic', { topic: null }],
    ['partition', { partition: -1 }],
    ['partition', { partition: 2 ** 31 }],
    ['partition', { partition: '1e1' }],
    ['partition', { partition: '' }],
    ['partition', { partition: undefined }],
    ['offset', { offset: -1 }],
    ['offset', { offset: 2 ** 53 }],
    ['offset', { offset: 1.5 }],
    ['offset', { offset: '5' }],
    ['offset', { offset: null }],
    ['timestamp', { timestamp: 1.5 }],
    ['timestamp', { timestamp: '2026' }],
    ['key', { key: 1 }],
    ['value', { value: {} }],
    ['headers', { headers: {} }],
    ['headers[0]', { headers: [null] }],
    ['headers[0]', { headers: [{ h: 'text' }] }],
    ['headers[0]', { headers: [{ h: [128.5] }] }],
    ['headers[0]', { headers: [{ h: [256] }] }],
    ['headers[1]', { headers: [{ h: [0] }, { h: [-129] }] }],
  ])('a wrong %s: %j', (member, change) => {
    const error = errorOf(eventOf(sound, { ...sound, offset: 6, ...change }))
    expect(error.code).toBe('ERR_EVENT_INVALID')
    expect(error.message).toContain(`records["orders-0"][1].${member} must`)
  })

  test('an error carries the coordinates that can be trusted, and no contents', () => {
    const error = errorOf(eventOf({ ...sound, value: { card: '4111-1111' } }))
    expect(error.coordinates).toEqual({ topic: 'orders', partition: 0, offset: 5 })
    expect(error.message).not.toContain('4111')
  })
})

describe('for any event', () => {
  const anyRecord = fc.record({
    topic: fc.constantFrom('a', 'b-1'),
    partition: fc.nat(2),
    offset: fc.nat(20),
  })
  const damage = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(undefined, -0, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY),
  )

  test('every record lands once in the batch of its topic-partition, in offset order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyRecord), { maxLength: 4 }), (lists) => {
        const records = Object.fromEntries(lists.map((list, index) => [`key-${index}`, list]))
        const coordinates = ({ topic, partition, offset }: Coordinates) =>
          `${topic}/${partition}/${offset}`
        const { batches } = parseEvent({ records })
        const read = batches.flatMap((batch) => batch.records)
        expect(new Set(read.map(coordinates))).toEqual(new Set(lists.flat().map(coordinates)))
        expect(read).toHaveLength(new Set(lists.flat().map(coordinates)).size)
        for (const batch of batches) {
          const offsets = batch.records.map(({ offset }) => offset)
          expect(offsets).toEqual(offsets.toSorted((one, other) => one - other))
          for (const { topic, partition } of batch.records) {
            expect([topic, partition]).toEqual([batch.topic, batch.partition])
          }
        }
      }),
    )
  })

  test('a recorded event with any damage is read or refused by an EventError', () => {
    const recorded = fc.constantFrom('msk', 'self-managed', 'tombstones', 'signed-headers' as const)
    fc.assert(
      fc.property(recorded, fc.nat(), damage, (name, position, replacement) => {
        const event = damaged(recordedEvent(name), position, replacement)
        try {
          for (const { records } of parseEvent(event).batches) {
            for (const { offset, partition, timestamp } of records) {
              expect(Number.isSafeInteger(offset) && offset >= 0).toBe(true)
              expect(Number.isSafeInteger(partition) && partition >= 0).toBe(true)
              expect(Number.isSafeInteger(timestamp)).toBe(true)
            }
          }
        } catch (error) {
          expect(error).toBeInstanceOf(EventError)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('any JSON at all is read or refused by an EventError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          expect(parseEvent(value).batches).toEqual([])
        } catch (error) {
          expect(error).toBeInstanceOf(EventError)
        }
      }),
    )
  })
})

/** The event with the value at one of its positions, counted in depth-first order, replaced. */
function damaged(event: unknown, position: number, replacement: unknown): unknown {
  const places: (() => void)[] = []
  const visit = (holder: object) => {
    for (const [name, value] of Object.entries(holder)) {
      places.push(() => Reflect.set(holder, name, replacement))
      if (typeof value === 'object' && value !== null) visit(value)
    }
  }
  if (typeof event === 'object' && event !== null) visit(event)
  places[position % places.length]?.()
  return event
}
