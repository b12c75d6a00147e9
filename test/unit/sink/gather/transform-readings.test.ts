import { expect, test } from 'vitest'
import { transformReadings } from '../../../../lib/sink/gather/transform-readings.ts'
import { INSERTS_ONLY } from '../../../../lib/table/change-rules.ts'
import type { DeleteReading, Reading, WriteReading } from '../../../../lib/table/reading.ts'
import type { Transformer } from '../../../../lib/transform/transformer.ts'
import { textRecord } from '../json-record.ts'

const record = textRecord(0, null)
const write: WriteReading = {
  kind: 'write',
  topic: 'orders',
  row: { schema: null, value: 1 },
  key: null,
}
const gone: DeleteReading = { kind: 'delete', topic: 'orders', before: null, key: null }
const truncate: Reading = { kind: 'truncate', topic: 'orders' }

const run = (readings: readonly Reading[], transform: Transformer | null, deletes = true) =>
  transformReadings(record, readings, { changes: { ...INSERTS_ONLY, deletes }, transform })

test('without a transform everything stays as it was read', () => {
  expect(run([write, gone], null)).toEqual([write, gone])
})

test('truncations pass by, the rest becomes what is given', () => {
  expect(run([truncate, write], () => [gone, write])).toEqual([truncate, gone, write])
  expect(run([write], () => [])).toEqual([])
})

test('where deletes are not applied they are left out, and told of where nothing else is left', () => {
  expect(run([write], () => [gone, write], false)).toEqual([write])
  expect(run([gone], () => [gone], false)).toBe('delete')
  expect(run([gone], () => [], false)).toEqual([])
})
