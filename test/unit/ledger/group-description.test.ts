import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGroupDescription } from '../../../lib/ledger/group-description.ts'

const stopped = `
Consumer group 'connect-shop' has no active members.

GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
connect-shop    orders          1          99              120             21              -               -               -
connect-shop    orders          0          1234            1234            0               -               -               -
connect-shop    order.lines-2   0          -               7               -               -               -               -
`
const offset = (topic: string, partition: number, committed: number | null, logEnd: number) => ({
  ...{ topic, partition, committed, logEnd },
})
const all = [
  offset('orders', 1, 99, 120),
  offset('orders', 0, 1234, 1234),
  offset('order.lines-2', 0, null, 7),
]

describe('the description of a group', () => {
  test('is read with its topics, its partitions, and a dash where nothing is committed', () => {
    expect(readGroupDescription(stopped)).toEqual({
      ...{ group: 'connect-shop', offsets: all, faults: [] },
    })
  })

  test('is read where the log ends before what is committed', () => {
    const text = 'TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG\norders 0 1234 20 -1214'
    expect(readGroupDescription(text)).toMatchObject({
      ...{ offsets: [offset('orders', 0, 1234, 20)], faults: [] },
    })
  })

  test.each<[string, string]>([
    ['with lines that end as on Windows', stopped.replaceAll('\n', '\r\n')],
    ['with its blanks made single', stopped.replaceAll(/ +/g, ' ')],
    ['with tabs', stopped.replaceAll(/ +/g, '\t')],
    ['with its header on every page', stopped + stopped.replace(/connect-shop {4}.*\n/g, '')],
    [
      'with what a logger says',
      `[2026-01-31 23:59:59,000] WARN slow\n${stopped}[2026-02-01 00:00:00,000] WARN slow\n`,
    ],
  ])('is the same %s', (_, text) => {
    expect(readGroupDescription(text)).toMatchObject({ offsets: all, faults: [] })
  })

  test('is read where the group’s name holds blanks, and where newer columns stand between', () => {
    const text = `GROUP TOPIC PARTITION LEADER-EPOCH CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID
connect-my shop 2 orders 0 0 1234 1300 66 - - -`
    expect(readGroupDescription(text)).toEqual({
      ...{ group: 'connect-my shop 2', offsets: [offset('orders', 0, 1234, 1300)], faults: [] },
    })
  })

  test('is read as older tools print it, without the group', () => {
    const text = `TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID
orders 0 1234 1300 66 - - -`
    expect(readGroupDescription(text)).toEqual({
      ...{ group: null, offsets: [offset('orders', 0, 1234, 1300)], faults: [] },
    })
  })

  test.each<[string, string, RegExp]>([
    ['no header', 'connect-shop orders 0 1 2 1 - - -', /no header with TOPIC, PARTITION/],
    ['a cut line', stopped.replace(/1234 .*/, '12'), /line 6: is no line of a topic-partition/],
    [
      'an offset no double holds',
      stopped.replace('1234 ', '9007199254740992 '),
      /line 6: is no line/,
    ],
    [
      'a member',
      stopped.replace('1234            0               -', '1234 0 consumer-1-abc'),
      /line 6: the group still has members: stop the connector/,
    ],
    [
      'a member without a partition',
      `${stopped}connect-shop - - - - - consumer-1-abc /10.0.0.1 consumer-1\n`,
      /still has members/,
    ],
    [
      'a group that is rebalancing',
      `Warning: Consumer group 'connect-shop' is rebalancing.\n${stopped}`,
      /line 1: the group is rebalancing/,
    ],
    [
      'an error',
      `Error: Consumer group 'x' does not exist.\n${stopped}`,
      /line 1: the tool reported an error/,
    ],
    ['two groups', `${stopped}other orders 2 1 1 0 - - -`, /several groups/],
    [
      'a topic-partition twice',
      `${stopped}connect-shop orders 0 1 1 0 - - -`,
      /orders-0 stands there twice/,
    ],
    ['a line that no tool prints', `${stopped}${'x '.repeat(2_001)}`, /line 8: is longer/],
    ['too much', 'x'.repeat(1_000_001), /longer than 1 MB/],
  ])('with %s is refused by its line', (_, text, fault) => {
    expect(readGroupDescription(text).faults).toEqual([expect.stringMatching(fault)])
  })

  test('leaves no line out, whatever is done to it', () => {
    const lines = fc.array(
      fc.tuple(
        fc.stringMatching(/^[a-zA-Z0-9._-]{1,20}$/).filter((topic) => topic !== '-'),
        fc.option(fc.maxSafeNat()),
        fc.stringMatching(/^connect-[a-z ]{0,9}[a-z]$/),
      ),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(lines, fc.constantFrom(' ', '   ', '\t'), (rows, blank) => {
        const body = rows.map(([topic, committed], partition) =>
          [rows[0]?.[2], topic, partition, committed ?? '-', 2 ** 53 - 1, '-', '-', '-', '-'].join(
            blank,
          ),
        )
        const header =
          'GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID'
        const { offsets, faults } = readGroupDescription([header, ...body].join('\n'))
        expect(faults).toEqual([])
        expect(offsets.map(({ topic, committed }) => [topic, committed])).toEqual(
          rows.map(([topic, committed]) => [topic, committed]),
        )
      }),
    )
  })

  test('any text at all comes to offsets or to faults', () => {
    const words = fc.constantFrom(
      'TOPIC',
      'PARTITION',
      'CURRENT-OFFSET',
      'LOG-END-OFFSET',
      'GROUP',
      'LAG',
      '-',
      '1',
      'x',
      '\n',
      'CONSUMER-ID',
      '9'.repeat(17),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (text) => {
        const { offsets } = readGroupDescription(text.join(' '))
        for (const { partition, committed } of offsets) {
          expect(Number.isSafeInteger(partition)).toBe(true)
          expect(committed === null || Number.isSafeInteger(committed)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})
