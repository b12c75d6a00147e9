import { expect, test } from 'vitest'
import { createFormat } from '../../../lib/format/plain/create-format.ts'
import { createPlainRecordFormat } from '../../../lib/format/plain/plain-record-format.ts'
import { originReader } from '../../../lib/sink/origin.ts'
import { PLAIN_MAPPING } from '../../../lib/table/mapping-rules.ts'
import { idRecord } from './json-record.ts'

const keyFormat = createPlainRecordFormat(createFormat('json'), 'key')
const offsets = { ...PLAIN_MAPPING, extraColumns: [{ part: 'offset', column: 'o' } as const] }
const record = idRecord(1, 1, { key: Buffer.from('7').toString('base64') })

test('nothing is read of a record where rows take its value only', () => {
  expect(originReader({ mapping: PLAIN_MAPPING, keyFormat: null })).toBeNull()
})

test('the record is known where a column is filled from it, its key only where one reads it', () => {
  expect(originReader({ mapping: offsets, keyFormat: null })?.(record)).toEqual({
    record,
    key: null,
  })
  expect(originReader({ mapping: PLAIN_MAPPING, keyFormat })?.(record)).toEqual({
    record,
    key: { schema: null, value: 7 },
  })
})

test('a record without a key has none', () => {
  const keyless = idRecord(1, 1, { key: null })
  expect(originReader({ mapping: PLAIN_MAPPING, keyFormat })?.(keyless).key).toBeNull()
})
