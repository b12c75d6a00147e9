import { expect, test } from 'vitest'
import { addCounts, countsOf, noCounts } from '../../../../infra/local/commands/sink-counts.ts'

const line = JSON.stringify({
  level: 'info',
  outcome: 'committed',
  delivered: 7,
  written: 3,
  repeated: 2,
  filtered: 1,
  deadLettered: 1,
})

test('the counts come from the line of the invocation, whatever else is logged', () => {
  const log = [
    'plain text',
    '{"broken',
    '{"level":"warn","message":"m","delivered":"9"}',
    line,
    '[]',
  ]
  expect(countsOf({ log })).toEqual({
    delivered: 7,
    written: 3,
    repeated: 2,
    filtered: 1,
    deadLettered: 1,
  })
})

test('a log without that line has no counts', () => {
  expect(countsOf({ log: ['{"level":"warn","message":"m"}', 'null'] })).toBeNull()
})

test('counts add up', () => {
  const counts = countsOf({ log: [line] }) ?? noCounts
  expect(addCounts(counts, addCounts(noCounts, counts))).toEqual({
    delivered: 14,
    written: 6,
    repeated: 4,
    filtered: 2,
    deadLettered: 2,
  })
})
