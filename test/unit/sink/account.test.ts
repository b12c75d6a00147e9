import { expect, test } from 'vitest'
import { RecordError } from '../../../lib/errors.ts'
import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { accountsOf } from '../../../lib/sink/account.ts'
import { Filtered } from '../../../lib/sink/filtered.ts'
import { buildRecord, buildSpan } from '../kafka/build-record.ts'

function letter(record: KafkaRecord) {
  return { record, error: new RecordError('ERR_RECORD_REFUSED', 'm'), stage: 'load' as const }
}

test('each span accounts for what was filtered and buried of its own records', () => {
  const one = buildSpan([1, 2, 3])
  const two = buildSpan([7, 8])
  const filtered = new Filtered()
  filtered.add(one, 'delete')
  const accounts = accountsOf(
    [one, two],
    filtered,
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
  expect(accountsOf([span], new Filtered(), [letter(other)])).toEqual(
    new Map([[span, { filtered: 0, deadLettered: 0 }]]),
  )
})
