import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import {
  changeEvent,
  EVENT_FIELDS,
  eventPayload,
  eventSchema,
  OWN_EVENTS,
} from '../../../support/change-event.ts'
import { envelope } from '../../../support/kafka-event.ts'
import { textRecord } from '../../sink/json-record.ts'
import { rowFormat } from '../../sink/row-format.ts'

const ROW = { id: 7, name: 'seven' }
const names = Object.keys(OWN_EVENTS) as (keyof typeof OWN_EVENTS)[]

function read(text: string, topic = 'shop.public.orders') {
  const format = rowFormat('auto')
  const record = textRecord(1, text, { topic })
  return { peeked: format.peek(record), row: format.decode(record) }
}

describe('a change event with a schema', () => {
  test.each(['c', 'u', 'r'])('of op %s asks for the row that stands in after', (op) => {
    const { peeked, row } = read(changeEvent(op, { before: { id: 6, name: null }, after: ROW }))
    expect(row).toEqual({ schema: peeked, value: [7, 'seven'] })
    expect(peeked).toMatchObject({
      name: 'shop.public.orders.Value',
      fields: [{ name: 'id' }, { name: 'name' }],
    })
  })

  test('of another row has the same schema, as the same object', () => {
    const format = rowFormat('auto')
    const events = [1, 2].map((id) => textRecord(id, changeEvent('c', { after: { id, name: '' } })))
    const [first, second] = events.map((event) => format.decode(event))
    if (typeof first !== 'object' || typeof second !== 'object') throw new RangeError('two rows')
    expect(first.schema).toBe(second.schema)
    expect(events.map((event) => format.peek(event))).toEqual([first.schema, first.schema])
    expect(format.peek(textRecord(3, changeEvent('d', { before: ROW })))).toBe(first.schema)
  })

  test.each([
    ['d', 'delete', { before: ROW }],
    ['d', 'delete', { before: ROW, after: ROW }],
    ['t', 'truncate', {}],
    ['m', 'message', {}],
  ])('of op %s is a %s and asks for no row', (op, reason, row) => {
    expect(read(changeEvent(op, row)).row).toBe(reason)
  })

  test.each([
    ['x', { after: ROW }, /^op: is no operation/],
    ['', { after: ROW }, /^op: is no operation/],
    ['create', { after: ROW }, /^op: is no operation/],
    ['c', {}, /^after: is null/],
    ['u', { before: ROW }, /^after: is null/],
    ['r', {}, /^after: is null/],
  ])('of op "%s" that cannot be followed is a bad record', (op, row, message) => {
    for (const text of [changeEvent(op, row), JSON.stringify(eventPayload(op, row))]) {
      const act = () => read(text)
      expect(act).toThrow(RecordError)
      expect(act).toThrow(message)
    }
  })

  test('is known whatever the order of its members, by its name or by them', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(EVENT_FIELDS, { minLength: EVENT_FIELDS.length }),
        fc.constantFrom(null, 'acme.Change', 'shop.public.orders.Envelope'),
        (fields, name) => {
          const text = envelope(eventSchema(name, fields), eventPayload('u', { after: ROW }))
          expect(read(text).row).toMatchObject({ value: [7, 'seven'] })
        },
      ),
    )
  })

  test('may tell the key alone of the state before, but not of the row', () => {
    const partial = { id: null, name: null }
    expect(read(changeEvent('d', { before: partial })).row).toBe('delete')
    expect(read(changeEvent('u', { before: partial, after: ROW })).row).toMatchObject({
      value: [7, 'seven'],
    })
    expect(() => read(changeEvent('c', { after: partial }))).toThrow('payload.after.id')
  })

  test('of a connector that tells no state before is known by its name', () => {
    const fields = EVENT_FIELDS.filter(({ field }) => field !== 'before')
    const payload = eventPayload('c', { after: ROW })
    const mongo = read(envelope(eventSchema('shop.orders.Envelope', fields), payload))
    expect(mongo.row).toMatchObject({ value: [7, 'seven'] })
    expect(read(envelope(eventSchema('shop.Orders', fields), payload)).peeked).toMatchObject({
      name: 'shop.Orders',
    })
  })

  test('whose row is no struct has that value as its row', () => {
    const json = { type: 'string', optional: true, name: 'io.debezium.data.Json' }
    const fields = EVENT_FIELDS.map((field) =>
      field.field === 'before' || field.field === 'after' ? { field: field.field, ...json } : field,
    )
    const payload = { ...eventPayload('c'), after: 'delete' }
    expect(read(envelope(eventSchema('a.Envelope', fields), payload)).row).toMatchObject({
      schema: { name: 'io.debezium.data.Json' },
      value: 'delete',
    })
  })

  test.each([
    [
      'texts for its members',
      { order_id: 'int64', op: 'string', source: 'string', before: 'string', after: 'string' },
      'acme.Change',
    ],
    ['such texts and its name', { op: 'string', source: 'string', after: 'string' }, 'a.Envelope'],
    ['its name and a text in after', { id: 'int32', op: 'string', after: 'string' }, 'a.Envelope'],
  ])('is not what has %s, whatever its op', (_, types, name) => {
    const fields = Object.entries(types).map(([field, type]) => ({ field, type, optional: true }))
    for (const op of ['c', 'd', 't', 'm', 'buy']) {
      const payload = { order_id: 1, id: 1, source: 'web', before: 'draft', after: 'paid', op }
      const { peeked, row } = read(envelope(eventSchema(name, fields), payload))
      expect(peeked).toMatchObject({ name })
      expect(row).toMatchObject({ value: expect.arrayContaining(['paid', op]) })
    }
  })

  test.each(['before', 'after', 'source'])('is not what has a text for its %s', (member) => {
    const fields = EVENT_FIELDS.map((field) =>
      field.field === member ? { field: member, type: 'string', optional: true } : field,
    )
    const payload = { ...eventPayload('d', { before: ROW, after: ROW }), [member]: 'web' }
    expect(read(envelope(eventSchema('acme.Envelope', fields), payload)).row).toMatchObject({
      schema: { name: 'acme.Envelope' },
    })
  })

  test.each([
    ['only its name', ['id', 'after'], 'acme.Envelope'],
    ['op of another type', ['before', 'after', 'source', 'op'], 'acme.Envelope'],
    ['other members', ['after', 'op'], 'acme.Letter'],
  ])('is not what has %s', (_, members, name) => {
    const fields = members.map((field) => ({ field, type: 'int32', optional: true }))
    const payload = Object.fromEntries(members.map((member) => [member, 1]))
    const { peeked, row } = read(envelope(eventSchema(name, fields), payload))
    expect(peeked).toMatchObject({ name })
    expect(row).toMatchObject({ value: members.map(() => 1) })
  })
})

describe('a change event without a schema', () => {
  const schemaless = (op: string, row: object = {}) => JSON.stringify(eventPayload(op, row))

  test.each(['c', 'u', 'r'])('of op %s asks for the row that stands in after', (op) => {
    const expected = { peeked: null, row: { schema: null, value: ROW } }
    expect(read(schemaless(op, { after: ROW }))).toEqual(expected)
    expect(read(`{"schema":null,"payload":${schemaless(op, { after: ROW })}}`)).toEqual(expected)
  })

  test.each([
    ['d', 'delete', { before: ROW }],
    ['t', 'truncate', {}],
    ['m', 'message', {}],
  ])('of op %s is a %s', (op, reason, row) => {
    expect(read(schemaless(op, row)).row).toBe(reason)
  })

  test.each(['before', 'after', 'source', 'op'])('is not what lacks %s', (member) => {
    const { [member]: _, ...others } = eventPayload('c', { after: ROW }) as Record<string, unknown>
    expect(read(JSON.stringify(others)).row).toEqual({ schema: null, value: others })
  })
})

describe('a business record that uses the words of Debezium', () => {
  test.each(['c', 'd', 't', 'm', 'buy'])('is a row, without a schema and with op %s', (op) => {
    for (const rows of [
      { before: 'draft', after: 'paid' },
      { before: null, after: 'paid' },
      { before: { id: 1 }, after: [1] },
      { before: 1, after: { id: 1 } },
    ]) {
      const value = { op, source: { shop: 1 }, ...rows }
      expect(read(JSON.stringify(value)).row).toEqual({ schema: null, value })
    }
  })

  test.each([
    'com.bank.TransactionMetadataValue',
    'com.shop.SchemaChangeValue',
    'io.debezium.connector.common.Heartbeat',
    'com.shop.io.debezium.connector.common.Notification',
    'io.debezium.connector.postgresql.MessageValue',
  ])('is a row by the name of %s', (name) => {
    const fields = [
      { field: 'id', type: 'int32' },
      { field: 'status', type: 'string' },
    ]
    const { peeked, row } = read(envelope(eventSchema(name, fields), { id: 1, status: 'BEGIN' }))
    expect(peeked).toMatchObject({ name })
    expect(row).toMatchObject({ value: [1, 'BEGIN'] })
  })
})

test('a row of MongoDB is JSON text, without a schema, too', () => {
  const after = '{"_id":1}'
  const value = { op: 'c', source: {}, before: null, after }
  expect(read(JSON.stringify(value)).row).toEqual({ schema: null, value: after })
})

describe('a record that Debezium keeps for itself', () => {
  test.each(names)('is known by the name of its schema: %s', (name) => {
    const { schema, payload } = OWN_EVENTS[name]
    expect(read(envelope(schema, payload))).toEqual({ peeked: name, row: name })
  })

  test.each(names)(
    'is known by a bare name where the members fit it, as in Protobuf: %s',
    (name) => {
      const { schema, payload } = OWN_EVENTS[name]
      const { name: full, fields } = JSON.parse(schema)
      const bare = full.slice(full.lastIndexOf('.') + 1)
      expect(read(envelope(eventSchema(bare, fields), payload)).peeked).toBe(name)

      const more = [...fields, { field: 'more', type: 'string', optional: true }]
      expect(read(envelope(eventSchema(bare, more), payload)).peeked).toMatchObject({ name: bare })
    },
  )

  test.each(['schema-change', 'transaction', 'notification', 'message'] as const)(
    'named in full may have members of later versions: %s',
    (name) => {
      const { schema, payload } = OWN_EVENTS[name]
      const { name: full, fields } = JSON.parse(schema)
      const more = [...fields, { field: 'more', type: 'string', optional: true }]
      expect(read(envelope(eventSchema(full, more), payload)).row).toBe(name)
    },
  )

  test.each(names)('is known by its members where it has no schema: %s', (name) => {
    const text = JSON.stringify(OWN_EVENTS[name].payload)
    const topic = name === 'heartbeat' ? '__debezium-heartbeat.shop' : 'shop'
    expect(read(text, topic)).toEqual({ peeked: null, row: name })
  })

  test.each(names)('is not what has a member more or less: %s', (name) => {
    const { payload } = OWN_EVENTS[name]
    const [, ...fewer] = Object.entries(payload)
    for (const value of [{ ...payload, more: 1 }, Object.fromEntries(fewer)]) {
      const topic = name === 'heartbeat' ? '__debezium-heartbeat.shop' : 'shop'
      expect(read(JSON.stringify(value), topic).row).toEqual({ schema: null, value })
    }
  })

  test('a time alone is a heartbeat in such a topic only', () => {
    const value = { ts_ms: 1 }
    expect(read('{"ts_ms":1}', 'shop').row).toEqual({ schema: null, value })
  })

  test.each([
    ['transaction', { status: 'open' }],
    ['schema-change', { source: 'shop' }],
    ['notification', { additional_data: 'none' }],
    ['message', { op: 'n' }],
  ] as const)('is not what has its members with other values: %s', (name, other) => {
    const value = { ...OWN_EVENTS[name].payload, ...other }
    expect(read(JSON.stringify(value)).row).toEqual({ schema: null, value })
  })
})

test('whatever bears the names of Debezium is a row, filtered for a reason, or a bad record', () => {
  const members = [
    ...EVENT_FIELDS.map(({ field }) => field),
    ...names.flatMap((name) => Object.keys(OWN_EVENTS[name].payload)),
    '__deleted',
    '__proto__',
  ]
  const value = fc.oneof(
    fc.constantFrom(...'crudtm', 'BEGIN', 'true'),
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 1 })),
  )
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 8 }),
      fc.constantFrom('shop', '__debezium-heartbeat.shop'),
      (payload, topic) => {
        try {
          const { row } = read(JSON.stringify(payload), topic)
          if (typeof row === 'object') expect(row.value).not.toBeNull()
          else expect(['delete', 'truncate', ...names]).toContain(row)
        } catch (error) {
          expect(error).toBeInstanceOf(RecordError)
          expect((error as RecordError).message).toMatch(/^(op|after): /)
        }
      },
    ),
    { numRuns: 2_000 },
  )
})
