import { describe, expect, test } from 'vitest'
import { type Decoded, ExactNumber } from '../../../lib/schema.ts'
import { routeDelete, routeRow, routeTopic, routeTruncate } from '../../../lib/table/route.ts'
import { envelope, structSchema } from '../../support/kafka-event.ts'
import { textRecord } from '../sink/json-record.ts'
import { rowFormat } from '../sink/row-format.ts'

describe('the table of a topic', () => {
  const names = new Map([['orders', 'cust_orders']])

  test('is the mapped one', () => {
    expect(routeTopic('orders', names)).toBe('cust_orders')
  })

  test('is named like the topic where none is mapped', () => {
    expect(routeTopic('songs', names)).toBe('songs')
    expect(routeTopic('__proto__', names)).toBe('__proto__')
  })

  test('keeps topics apart that differ in letter case', () => {
    expect(routeTopic('Orders', names)).toBe('Orders')
  })
})

function read(text: string): Decoded {
  const decoded = rowFormat('auto').decode(textRecord(1, text))
  if (typeof decoded === 'string') throw new RangeError('a row')
  return decoded
}

const byField = (path: readonly string[], tables: Readonly<Record<string, string>>) => ({
  path,
  tables: new Map(Object.entries(tables)),
})

const inner = { type: 'struct', optional: true, fields: [{ field: 'b.c', type: 'int64' }] }
const map = {
  type: 'map',
  optional: true,
  keys: { type: 'string' },
  values: { type: 'string', optional: true },
}
const wide = structSchema({
  text: 'string',
  flag: 'boolean',
  float: 'double',
  bytes: 'bytes',
  a: inner,
  map,
})

describe('the table that a field picks', () => {
  test.each([
    ['a text', ['text'], { text: 'x' }, 'x'],
    ['an empty text', ['text'], { text: '' }, ''],
    ['a boolean', ['flag'], { flag: false }, 'false'],
    ['a number', ['float'], { float: 1.5 }, '1.5'],
    ['a number beyond a double, in a struct', ['a', 'b.c'], { a: { 'b.c': 7 } }, '7'],
    ['a value of a map', ['map', 'k.1'], { map: { 'k.1': 'x' } }, 'x'],
  ])('is that of %s', (_, path, value, text) => {
    const rules = byField(path, { [text]: 'mine', other: 'others' })
    expect(routeRow(read(envelope(wide, value)), rules)).toBe('mine')
    expect(routeRow(read(JSON.stringify(value)), rules)).toBe('mine')
  })

  test('is found by all digits of a number', () => {
    const rules = byField(['n'], { '9007199254740993': 'exact' })
    expect(
      routeRow({ schema: null, value: { n: new ExactNumber('9007199254740993') } }, rules),
    ).toBe('exact')
  })

  test.each([
    ['missing', {}, 'is missing or null'],
    ['null', { text: null }, 'is missing or null'],
    ['mapped to no table', { text: 'secret' }, 'mapped to no table'],
  ])('is none where the field is %s: the field is named, its value is not', (_, value, message) => {
    for (const row of [read(envelope(wide, value)), read(JSON.stringify(value))]) {
      const routed = () => routeRow(row, byField(['text'], { x: 'mine' }))
      expect(routed).toThrow(expect.objectContaining({ code: 'ERR_RECORD_UNMAPPABLE' }))
      expect(routed).toThrow(`The field "text", which picks the table`)
      expect(routed).toThrow(message)
      expect(routed).not.toThrow('secret')
    }
  })

  test.each([
    ['a struct', ['a'], { a: { 'b.c': 1 } }],
    ['bytes', ['bytes'], { bytes: 'AAAA' }],
    ['a map', ['map'], { map: { k: 'v' } }],
  ])('is none where the field holds %s', (_, path, value) => {
    const routed = () => routeRow(read(envelope(wide, value)), byField(path, {}))
    expect(routed).toThrow('neither a text nor a number nor a boolean')
  })

  test.each([
    ['a primitive', ['text', 'more'], { text: 'x' }],
    ['null', ['a', 'b.c'], { a: null }],
    ['what every object inherits', ['a', 'constructor'], { a: { 'b.c': 1 } }],
    ['the length of a text', ['text', 'length'], { text: 'x' }],
  ])('is none where the path leads through %s', (_, path, value) => {
    const rules = byField(path, { '1': 'mine' })
    for (const text of [envelope(wide, value), JSON.stringify(value)]) {
      expect(() => routeRow(read(text), rules)).toThrow('is missing or null')
    }
  })

  test('is none for a value that is no struct', () => {
    expect(() => routeRow(read('5'), byField(['text'], {}))).toThrow('is missing or null')
  })

  test('is told with names that hold dots and back-quotes', () => {
    expect(() => routeRow(read('{}'), byField(['a', 'b.c', '`'], {}))).toThrow(
      '"a.`b.c`.````", which',
    )
  })
})

describe('the table of a delete', () => {
  const rules = byField(['kind'], { a: 'table_a', b: 'table_b' })
  const state = (kind: string | null): Decoded => ({ schema: null, value: { kind } })

  test('is that of the state before', () => {
    expect(routeDelete({ before: state('a'), key: state('b') }, rules)).toBe('table_a')
  })

  test.each([
    ['nothing', null],
    ['null', state(null)],
    ['another field', { schema: null, value: { id: 1 } } as const],
  ])('is that of the key where the state before says %s', (_, before) => {
    expect(routeDelete({ before, key: state('b') }, rules)).toBe('table_b')
  })

  test.each([
    ['has no key', null],
    ['has a key that is no struct', { schema: null, value: 7 } as const],
    ['has a key without the field', { schema: null, value: { id: 1 } } as const],
  ])('is none where the record %s, and why is said', (_, key) => {
    expect(() => routeDelete({ before: null, key }, rules)).toThrow(
      'neither by the state before this delete nor by the key',
    )
  })
})

test('a truncation names no row, and so no table that a field picks', () => {
  expect(() => routeTruncate(byField(['kind'], {}))).toThrow('SINK_TRUNCATE_ENABLED')
})
