import { expect, test } from 'vitest'
import type { Evidence } from '../../../../infra/local/chaos/check/evidence.ts'
import { PartitionAudit } from '../../../../infra/local/chaos/check/partition-audit.ts'
import type { ProducedPartition } from '../../../../infra/local/chaos/produce/produced.ts'
import { foundLetter, foundRange, foundRow } from './found.ts'
import { filtered, letter, producedRecord, row } from './produced-record.ts'

const first: ProducedPartition = {
  partition: 2,
  start: 0,
  end: 4,
  records: [producedRecord(0, row(0)), producedRecord(1, filtered), producedRecord(3, letter)],
}
const second: ProducedPartition = {
  partition: 2,
  start: 4,
  end: 6,
  records: [producedRecord(4, row(4)), producedRecord(5, row(5))],
}
const whole: readonly [Evidence, Evidence] = [
  { rows: [foundRow(0)], letters: [foundLetter(3)] },
  { rows: [foundRow(5), foundRow(4)], letters: [] },
]
const ledger = [foundRange(0, 5, { records: 5, count: 3, filtered: 1, deadLettered: 1 })]

function audit([one, two]: readonly [Evidence, Evidence], ranges = ledger) {
  const audited = new PartitionAudit('orders', 2, ['a', 'b'])
  audited.take(first, one)
  audited.take(second, two)
  audited.close(ranges)
  return audited
}

test('a partition as it should be has no findings, and its counts add up, a range over two pieces or not', () => {
  const { findings, records, tally, seen } = audit(whole)
  expect(findings).toEqual([])
  expect(tally).toEqual({ written: 3, filtered: 1, deadLettered: 1 })
  expect(records).toBe(5)
  expect(seen).toEqual({ rows: 3, letters: 1 })
})

test('a finding names topic, partition and offset; what the ledger counted otherwise is found besides', () => {
  const { findings } = audit([whole[0], { rows: [foundRow(4)], letters: [] }])
  expect(findings).toEqual([
    {
      kind: 'lost',
      topic: 'orders',
      partition: 2,
      offset: 5,
      why: 'neither a row nor a dead letter',
    },
    expect.objectContaining({ kind: 'uncovered', offset: 0 }),
  ])
})

test('rows and letters of offsets in a gap are found', () => {
  const stray: Evidence = {
    rows: [foundRow(0), foundRow(2)],
    letters: [foundLetter(3), foundLetter(2)],
  }
  expect(audit([stray, whole[1]]).findings).toEqual([
    expect.objectContaining({
      kind: 'duplicated',
      offset: 2,
      why: 'a row or dead letter of an offset that was never produced',
    }),
  ])
})

test('a ledger that ends too early leaves offsets uncovered', () => {
  const short = [foundRange(0, 3, { records: 3, count: 1, filtered: 1, deadLettered: 1 })]
  expect(audit(whole, short).findings.map(({ kind, offset }) => [kind, offset])).toEqual([
    ['uncovered', 4],
    ['uncovered', 5],
  ])
})
