import { describe, expect, test } from 'vitest'
import { answer, type LedgerFacts } from '../../../lib/ledger/answer.ts'
import { answerTotals } from '../../../lib/ledger/answer-totals.ts'

const coverage: LedgerFacts = {
  coverage: [
    {
      ...{ sink: 'shop', topic: 'orders', partition: 0, ranges: 2, firstOffset: 0 },
      ...{ lastOffset: 12345, delivered: 100, written: 90, filtered: 9, deadLettered: 1 },
      adopted: 50,
      ...{ highOffset: 12345, lastCommit: '2026-01-31 23:59:59.000000' },
      gaps: { count: 3, offsets: 12246, first: [{ first: 50, last: 60 }] },
    },
    {
      ...{ sink: 'größe', topic: 'o', partition: 10, ranges: 0, firstOffset: null },
      ...{ lastOffset: null, delivered: 0, written: 0, filtered: 0, deadLettered: 0 },
      adopted: 0,
      ...{ highOffset: -1, lastCommit: null, gaps: { count: 0, offsets: 0, first: [] } },
    },
  ],
}
const compacted: LedgerFacts = {
  compacted: [
    {
      ...{ topic: 'orders', partition: 1, merged: 20, gapsClosed: 1, voidsDeleted: 3 },
      transactions: 2,
    },
  ],
  complete: false,
}
const forgotten: LedgerFacts = {
  forgotten: [
    {
      ...{ topic: 'orders', partition: 1, first: 0, last: 99, ranges: 4, delivered: 100 },
      ...{ written: 100, filtered: 0, deadLettered: 0 },
    },
  ],
  dryRun: true,
  note: 'Nothing was changed.',
}

const adopted: LedgerFacts = {
  adopted: [
    {
      ...{ topic: 'orders', partition: 0, committed: 100, state: 'new', first: 0, last: 120 },
      ...{ doubt: { first: 121, last: 149, why: 'who knows' }, reason: null },
    },
    {
      ...{ topic: 'orders', partition: 1, committed: null, state: 'refused', first: null },
      ...{ last: null, doubt: null, reason: 'it is there' },
    },
    {
      ...{ topic: 'orders', partition: 2, committed: 5, state: 'already', first: null },
      ...{ last: null, doubt: { first: 5, last: null, why: 'nobody knows' }, reason: null },
    },
  ],
  dryRun: false,
  group: 'connect-shop',
  notes: ['Be careful.'],
}

describe('an answer', () => {
  test('is the facts themselves unless a table is asked for', () => {
    expect(answer(coverage, 'json')).toBe(coverage)
  })

  test('of coverage as a table has aligned columns, and a line for the gaps of each', () => {
    expect(answer(coverage, 'table')).toEqual({
      table: [
        'sink   topic   partition  ranges  first   last  delivered  written  filtered  dead-lettered  adopted  gaps  gap offsets  high offset  last commit',
        '-----  ------  ---------  ------  -----  -----  ---------  -------  --------  -------------  -------  ----  -----------  -----------  --------------------------',
        'shop   orders          0       2      0  12345        100       90         9              1       50     3        12246        12345  2026-01-31 23:59:59.000000',
        'größe  o              10       0      -      -          0        0         0              0        0     0            0           -1  -',
        'gaps of shop orders-0: [50, 60] and 2 more',
        '',
      ].join('\n'),
    })
  })

  test('of compaction and of forgetting as a table say how it ended', () => {
    expect(answer(compacted, 'table')).toEqual({
      table: [
        'topic   partition  merged  gaps closed  voids deleted  transactions',
        '------  ---------  ------  -----------  -------------  ------------',
        'orders          1      20            1              3             2',
        'The time ran out; the next run goes on.',
        '',
      ].join('\n'),
    })
    expect(answer(forgotten, 'table')).toEqual({
      table: [
        'topic   partition  first  last  ranges  delivered  written  filtered  dead-lettered',
        '------  ---------  -----  ----  ------  ---------  -------  --------  -------------',
        'orders          1      0    99       4        100      100         0              0',
        'Nothing was changed.',
        '',
      ].join('\n'),
    })
  })

  test('of adoption as a table says what is in doubt, and why', () => {
    expect(answer(adopted, 'table')).toEqual({
      table: [
        'topic   partition  committed  state    first  last  in doubt',
        '------  ---------  ---------  -------  -----  ----  ----------',
        'orders          0        100  new          0   120  [121, 149]',
        'orders          1          -  refused      -     -  -',
        'orders          2          5  already      -     -  [5, ?]',
        'orders-0: who knows',
        'orders-1: it is there',
        'orders-2: nobody knows',
        'Be careful.',
        '',
      ].join('\n'),
    })
  })

  test('is a few figures for the log', () => {
    expect(answerTotals(adopted)).toEqual({
      ...{ topicPartitions: 3, refused: 1, inDoubt: 2, dryRun: false },
    })
    expect(answerTotals(coverage)).toEqual({ topicPartitions: 2 })
    expect(answerTotals(compacted)).toEqual({
      ...{ topicPartitions: 1, merged: 20, voidsDeleted: 3, complete: false },
    })
    expect(answerTotals(forgotten)).toEqual({ topicPartitions: 1, ranges: 4, dryRun: true })
    expect(answerTotals({ table: '' })).toEqual({})
  })
})
