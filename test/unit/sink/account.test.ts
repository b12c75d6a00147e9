import { expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { spanOf } from '../../../lib/kafka/span.ts'
import { accountsOf, countDeletes } from '../../../lib/sink/account.ts'
import { buildRecord, buildSpan } from '../kafka/build-record.ts'

function letter(record: KafkaRecord) {
  return { record, error: new RecordError('ERR_RECORD_REFUSED', 'm'), stage: 'load' as const }
}

test('deletes are records without a value, and those known to be; an empty value is none', () => {
  const records = [null, '', 'e30=', null].map((value, offset) => buildRecord(offset, { value }))
  expect(countDeletes(spanOf(records), new Set())).toBe(2)
  expect(countDeletes(spanOf(records), new Set(records.slice(0, 2)))).toBe(3)
})

test('each span accounts for what was filtered and buried of its own records', () => {
  const one = buildSpan([1, 2, 3])
  const two = buildSpan([7, 8])
  const accounts = accountsOf(
    [one, two],
    new Map([[one, 1]]),
    [...one.records.slice(1), ...two.records.slice(0, 1)].map(letter),
  )
  expect(accounts).toEqual(
    new Map([
      [one, { filtered: 1, deadLettered: 2 }],
      [two, { filtered: 0, deadLettered: 1 }],
    ]),
  )
})

test('a letter of the same offset in another partition is not counted', () => {
  const span = buildSpan([1])
  const other = buildRecord(1, { partition: 1 })
  expect(accountsOf([span], new Map(), [letter(other)])).toEqual(
    new Map([[span, { filtered: 0, deadLettered: 0 }]]),
  )
})
