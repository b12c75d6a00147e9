import { expect, test } from 'vitest'
import { createFormat } from '../../../../lib/format/plain/create-format.ts'
import { createPlainRecordFormat } from '../../../../lib/format/plain/plain-record-format.ts'
import { readRecord } from '../../../../lib/sink/gather/read-record.ts'
import { type ChangeRules, INSERTS_ONLY } from '../../../../lib/table/change-rules.ts'
import { PLAIN_MAPPING } from '../../../../lib/table/mapping-rules.ts'
import { changeEvent } from '../../../support/change-event.ts'
import { textRecord } from '../json-record.ts'
import { rowFormat } from '../row-format.ts'

const ALL: ChangeRules = { ...INSERTS_ONLY, upsert: true, deletes: true, truncates: true }
const keyFormat = createPlainRecordFormat(createFormat('json'), 'key')
const PARTS = {
  format: rowFormat('auto'),
  keyFormat,
  mapping: PLAIN_MAPPING,
  changes: ALL,
  transform: null,
}
const key = Buffer.from('{"id":7}').toString('base64')

function read(text: string | null, changes: ChangeRules = ALL) {
  const parts = { ...PARTS, changes }
  return readRecord(textRecord(1, text, { key }), parts)
}

const readKey = { schema: null, value: { id: 7 } }

test('a row is written, with the key of its record', () => {
  const row = { schema: null, value: { id: 7 } }
  expect(read('{"id":7}')).toEqual([{ kind: 'write', topic: 'orders', row, key: readKey }])
})

test('a delete knows the state before and the key', () => {
  expect(read(changeEvent('d', { before: { id: 7 } }))).toMatchObject([
    { kind: 'delete', topic: 'orders', before: { value: [7, null] }, key: readKey },
  ])
  expect(read(null)).toEqual([{ kind: 'delete', topic: 'orders', before: null, key: readKey }])
})

test('a truncation is of its topic', () => {
  expect(read(changeEvent('t'))).toEqual([{ kind: 'truncate', topic: 'orders' }])
})

test('what is not asked for, and what is no row, is told by its reason', () => {
  expect(read(null, { ...ALL, deletes: false })).toBe('delete')
  expect(read(changeEvent('t'), { ...ALL, truncates: false })).toBe('truncate')
  expect(read(changeEvent('m'))).toBe('message')
})

test('a key that cannot be read is a fault of the record where something is taken from it', () => {
  const damaged = { key: Buffer.from('{').toString('base64') }
  const write = textRecord(1, '{"id":7}', damaged)
  const fault = expect.objectContaining({ code: 'ERR_RECORD_UNDECODABLE' })
  const keyed = { byTable: new Map(), otherwise: ['id'] }
  const filled = { ...PARTS, mapping: { ...PLAIN_MAPPING, keyColumns: keyed } }

  expect(() => readRecord(textRecord(1, null, damaged), PARTS)).toThrow(fault)
  expect(() => readRecord(write, filled)).toThrow(fault)
  expect(readRecord(write, PARTS)).toMatchObject([{ kind: 'write', key: null }])
  expect(readRecord(write, { ...PARTS, keyFormat: null })).toMatchObject([{ key: null }])
})
