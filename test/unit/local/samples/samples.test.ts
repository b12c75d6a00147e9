import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTable } from '../../../../infra/local/samples/compare-table.ts'
import { decimalPayload } from '../../../../infra/local/samples/connect-json.ts'
import { jsonText } from '../../../../infra/local/samples/json-text.ts'
import { orders } from '../../../../infra/local/samples/orders.ts'
import { payments } from '../../../../infra/local/samples/payments.ts'
import { songs } from '../../../../infra/local/samples/songs.ts'

test('the same seed makes the same topic', () => {
  expect(orders(50, 1)).toEqual(orders(50, 1))
  expect(orders(50, 1).rows).not.toEqual(orders(50, 2).rows)
})

test('every record is a row or a tombstone, in ascending offsets with gaps', () => {
  const { log, rows, filtered } = orders(2000, 3)
  const records = log.partitions.flatMap((partition) => partition.records)
  expect(records.length).toBe(2000)
  expect(rows.length + filtered).toBe(2000)
  expect(records.filter(({ value }) => value === null).length).toBe(filtered)
  expect(filtered).toBeGreaterThan(0)
  for (const partition of log.partitions) {
    const offsets = partition.records.map(({ offset }) => offset)
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b))
    expect(new Set(offsets).size).toBe(offsets.length)
    expect(offsets.at(-1)).toBeGreaterThan(offsets.length - 1)
  }
})

test('an order carries an id that a double cannot hold, digit by digit', () => {
  const { log, rows } = orders(1, 1)
  const [id] = rows[0] ?? []
  const value = log.partitions.flatMap(({ records }) => records)[0]?.value
  expect(Buffer.from(value ?? []).toString()).toContain(`"payload":{"id":${id},`)
  expect(BigInt(id ?? 0)).not.toBe(BigInt(Number(id)))
})

test('a song is a Connect JSON envelope of exactly schema and payload', () => {
  const { log } = songs(3, 1)
  for (const { value, key } of log.partitions.flatMap(({ records }) => records)) {
    const envelope: unknown = JSON.parse(Buffer.from(value ?? []).toString())
    expect(Object.keys(envelope as object)).toEqual(['schema', 'payload'])
    expect(key).toBeNull()
  }
})

const ids = { key: 7, value: { 1: 8, 2: 9 } }

test('a payment names the schema it is written with, and a second version begins in mid-topic', () => {
  const { log, rows, filtered } = payments(2000, 1, ids)
  const records = log.partitions.flatMap((partition) => partition.records)
  expect(rows.length + filtered).toBe(2000)
  expect(filtered).toBeGreaterThan(0)
  expect(records.filter(({ value }) => value === null).length).toBe(filtered)
  for (const { records: ofPartition } of log.partitions) {
    const named = ofPartition.flatMap(({ value }) => (value === null ? [] : [idOf(value)]))
    expect(named).toEqual(named.toSorted())
    expect(new Set(named)).toEqual(new Set([8, 9]))
  }
  expect(new Set(records.map(({ key }) => idOf(key ?? new Uint8Array())))).toEqual(new Set([7]))
})

function idOf(bytes: Uint8Array): number {
  const framed = Buffer.from(bytes)
  return framed[0] === 0 ? framed.readInt32BE(1) : -1
}

test('the first payment has the largest 64-bit id, in its key and in its row', () => {
  const { log, rows } = payments(1, 1, ids)
  const key = log.partitions.flatMap(({ records }) => records)[0]?.key ?? []
  // Avro's zigzag varint of 2^63 - 1.
  expect(Buffer.from(key).toString('hex', 5)).toBe('feffffffffffffffff01')
  expect(rows[0]?.[0]).toBe('9223372036854775807')
})

test('a payment of the first version has a receipt and a terminal, one of the second no terminal', () => {
  const { columns, rows } = payments(1000, 2, ids)
  const [receipt, terminal] = ['receipt', 'terminal'].map((name) =>
    columns.findIndex((column) => column.name === name),
  )
  const known = rows.filter((row) => row[terminal ?? -1] !== null)
  expect(known.length).toBeGreaterThan(400)
  expect(known.length).toBeLessThan(600)
  expect(known.every((row) => row[receipt ?? -1] !== null)).toBe(true)
  expect(rows.some((row) => row[receipt ?? -1] === null)).toBe(true)
})

test('a decimal payload is the shortest two’s complement', () => {
  expect(decimalPayload(156n)).toBe('AJw=')
  expect(decimalPayload(0n)).toBe('AA==')
  expect(decimalPayload(-1n)).toBe('/w==')
  expect(decimalPayload(-128n)).toBe('gA==')
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n }), (unscaled) => {
      const bytes = Buffer.from(decimalPayload(unscaled), 'base64')
      const read = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`))
      expect(read).toBe(unscaled)
    }),
  )
})

test('JSON is written as JSON.stringify does, and big integers digit by digit', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(jsonText(value as Parameters<typeof jsonText>[0]))).toEqual(
        JSON.parse(JSON.stringify(value)),
      )
    }),
  )
  expect(jsonText({ id: 9007199254740993n })).toBe('{"id":9007199254740993}')
})

test('a table that equals the topic has no difference, in whatever order its rows come', () => {
  const sample = orders(300, 5)
  expect(compareTable(sample, sample.rows.toReversed())).toEqual({
    missing: 0,
    surplus: 0,
    firstMissing: null,
    firstSurplus: null,
  })
})

test('a lost, a doubled and a changed row are each seen', () => {
  const sample = songs(20, 5)
  const [first = [], ...rest] = sample.rows
  expect(compareTable(sample, rest)).toMatchObject({ missing: 1, surplus: 0, firstMissing: first })
  expect(compareTable(sample, [...sample.rows, first])).toMatchObject({ missing: 0, surplus: 1 })
  expect(compareTable(sample, [['1', null, 'other'], ...rest])).toMatchObject({
    missing: 1,
    surplus: 1,
    firstSurplus: ['1', null, 'other'],
  })
})

test('JSON cells are compared by what they say, text by the letter, NULL only with NULL', () => {
  const sample = {
    log: { topic: 't', partitions: [] },
    columns: [
      { name: 'j', comparison: 'json' },
      { name: 'n', comparison: 'number' },
      { name: 't', comparison: 'text' },
    ],
    rows: [['{"a":1,"b":[2]}', '1.50', '']],
    filtered: 0,
  } as const
  expect(compareTable(sample, [['{"b": [2], "a": 1}', '1.5', '']]).missing).toBe(0)
  expect(compareTable(sample, [['{"b": [2], "a": 1}', '1.5', null]]).missing).toBe(1)
  expect(compareTable(sample, [['{"b": [3], "a": 1}', '1.5', '']]).missing).toBe(1)
})
