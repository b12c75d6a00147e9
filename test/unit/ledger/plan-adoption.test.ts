import { describe, expect, test } from 'vitest'
import { type Evidence, judgeWritten, planAdoption } from '../../../lib/ledger/plan-adoption.ts'

const at = (second: number) => `2026-01-31 23:59:${String(second).padStart(2, '0')}`
const put = (offset: number, count: number, second = 0) => ({
  ...{ topic: 'orders', partition: 0, offset, count, createdAt: at(second) },
})
const of = (
  { committed = 100, logEnd = null }: { committed?: number | null; logEnd?: number | null },
  parts: Partial<Evidence> = {},
): Evidence => ({
  group: { topic: 'orders', partition: 0, committed, logEnd },
  ...{ unsaid: false, through: null, onlyWriter: true, puts: [], newestBelow: null, otherPuts: 0 },
  ...parts,
})

describe('what was written', () => {
  test.each<[string, Evidence, number]>([
    ['ends at what the group has committed', of({}), 99],
    ['is nothing where the group has committed nothing', of({ committed: null }), -1],
    ['is nothing where the group stands at the beginning', of({ committed: 0 }), -1],
    ['ends where the user says', of({}, { through: 120, puts: [put(100, 50)] }), 120],
    [
      'ends where the user says, of a group without offsets',
      of({ committed: null }, { through: 9 }),
      9,
    ],
    ['holds puts of one record each', of({}, { puts: [put(100, 1), put(101, 1)] }), 101],
    ['holds a chain of puts', of({}, { puts: [put(100, 50), put(150, 20), put(170, 1)] }), 170],
    [
      'ends with the log, whatever rows say',
      of({ logEnd: 100 }, { onlyWriter: false, puts: [put(150, 9)] }),
      99,
    ],
    ['ends with the log, whatever other puts hold', of({ logEnd: 100 }, { otherPuts: 3 }), 99],
    [
      'ends with the log behind puts',
      of({ logEnd: 101 }, { puts: [put(100, 1)], otherPuts: 1 }),
      100,
    ],
  ])('%s, beyond doubt', (_, evidence, last) => {
    expect(judgeWritten(evidence)).toEqual({ last, doubt: null, refused: null })
  })

  test.each<[string, Evidence, number, number | null, RegExp]>([
    [
      'the last put of a chain',
      of({}, { puts: [put(100, 50), put(150, 20)] }),
      150,
      169,
      /put at 150 held 20 records: 19 more of this or of other/,
    ],
    ['a put alone', of({}, { puts: [put(100, 50)] }), 100, 149, /put at 100 held 50/],
    [
      'a put whose count reaches beyond the next one',
      of({}, { puts: [put(100, 80), put(150, 1)] }),
      100,
      179,
      /held 80/,
    ],
    [
      'a put whose count ends before the next one',
      of({}, { puts: [put(100, 30), put(150, 1)] }),
      100,
      150,
      /held 30/,
    ],
    [
      'what lies before the first put',
      of({}, { puts: [put(110, 1)] }),
      99,
      110,
      /next put begins at 110: between the two/,
    ],
    [
      'what lies between puts of one record',
      of({}, { puts: [put(100, 1), put(105, 1)] }),
      100,
      105,
      /begins at 105/,
    ],
    [
      'puts of which nobody says that they are this connector’s',
      of({}, { onlyWriter: false, puts: [put(100, 1)] }),
      99,
      100,
      /"onlyWriter": true/,
    ],
    [
      'a topic-partition beside others that have puts',
      of({}, { otherPuts: 1 }),
      99,
      null,
      /may hold records of this one/,
    ],
    [
      'a topic-partition whose log ends, beside others that have puts',
      of({ logEnd: 120 }, { otherPuts: 1 }),
      99,
      119,
      /may hold records of this one/,
    ],
    [
      'a chain beside others that have puts',
      of({}, { puts: [put(100, 1)], otherPuts: 1 }),
      100,
      101,
      /may hold records of this one/,
    ],
    [
      'a put younger than one behind it',
      of({}, { puts: [put(100, 50, 9), put(150, 1, 3)] }),
      99,
      150,
      /put at 150 is older than one of lower offsets/,
    ],
    [
      'a put older than what was committed',
      of({}, { newestBelow: at(9), puts: [put(100, 1, 8)] }),
      99,
      100,
      /put at 100 is older/,
    ],
    [
      'a put behind the end of the log',
      of({ logEnd: 120 }, { puts: [put(100, 50), put(150, 1)] }),
      99,
      119,
      /begins at 150, but the log ends at 120/,
    ],
    ['a count that is none', of({}, { puts: [put(100, 0)] }), 99, 100, /count of the put at 100/],
    [
      'a topic-partition of which nothing was said',
      of({ committed: null }, { unsaid: true }),
      -1,
      null,
      /no offset of it was given/,
    ],
  ])('is certain up to %s, and in doubt there', (_, evidence, last, reach, why) => {
    expect(judgeWritten(evidence)).toEqual({
      last,
      doubt: { first: last + 1, last: reach, why: expect.stringMatching(why) },
      refused: null,
    })
  })

  test.each<[string, Evidence, RegExp]>([
    [
      'the log ends before what was committed',
      of({ logEnd: 99 }),
      /log ends at 99: the topic was created again/,
    ],
    ['the user says less than the group', of({}, { through: 98 }), /group has committed up to 99/],
    ['the user says more than there is', of({ logEnd: 120 }, { through: 120 }), /log ends at 120/],
  ])('is refused where %s', (_, evidence, why) => {
    expect(judgeWritten(evidence)).toEqual({
      ...{ last: -1, doubt: null, refused: expect.stringMatching(why) },
    })
  })
})

describe('the ledger', () => {
  const own = { adopted: false }
  const adopted = { adopted: true }

  test('takes all of it where it holds none', () => {
    expect(planAdoption(9, [])).toEqual({ kind: 'new', range: { first: 0, last: 9 } })
    expect(planAdoption(-1, [])).toEqual({ kind: 'nothing' })
  })

  test('takes what lies behind what it has adopted, and nothing twice', () => {
    const before = [{ first: 0, last: 4, ...adopted }]
    expect(planAdoption(9, before)).toEqual({ kind: 'extended', range: { first: 5, last: 9 } })
    expect(planAdoption(4, before)).toEqual({ kind: 'already' })
    expect(planAdoption(2, before)).toEqual({ kind: 'already' })
    const both = [...before, { first: 5, last: 9, ...adopted }]
    expect(planAdoption(9, both)).toEqual({ kind: 'already' })
  })

  test.each([
    ['of the sink', [{ first: 0, last: 4, ...own }]],
    [
      'of the sink behind what was adopted',
      [
        { first: 0, last: 4, ...adopted },
        { first: 7, last: 8, ...own },
      ],
    ],
    ['adopted behind a gap', [{ first: 3, last: 4, ...adopted }]],
  ])('refuses to cover a range %s', (_, touched) => {
    expect(planAdoption(9, touched)).toEqual({ kind: 'refused', by: touched.slice(-1) })
  })
})
