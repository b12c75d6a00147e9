import { describe, expect, test } from 'vitest'
import { EventError } from '../../../lib/errors.ts'
import { parseRequest } from '../../../lib/ledger/parse-request.ts'

const adopt = { action: 'adopt', topic: 'a', metadataTable: 'old', offsets: {} }

describe('the payload', () => {
  test('of the schedule asks for compaction with open gaps', () => {
    expect(parseRequest({ action: 'compact' })).toEqual({
      ...{ action: 'compact', topic: null, partition: null, format: 'json' },
      closeGapsOlderThanDays: null,
    })
  })

  test('may name everything that its action knows', () => {
    const of = { topic: 'orders', partition: 3, format: 'table' }
    const coverage = { action: 'coverage', sink: '*', gaps: 0, ...of }
    expect(parseRequest(coverage)).toEqual(coverage)
    const compact = { action: 'compact', closeGapsOlderThanDays: 30, ...of }
    expect(parseRequest(compact)).toEqual(compact)
    const forget = { action: 'forget', from: 0, to: 9, confirm: 'orders', ...of }
    expect(parseRequest(forget)).toEqual(forget)
    const adoption = { action: 'adopt', topic: 'orders', metadataTable: 'old', confirm: 'orders' }
    expect(
      parseRequest({ ...adoption, offsets: { 0: 9, 12: 0 }, through: { 12: 4 }, onlyWriter: true }),
    ).toEqual({
      ...{
        ...adoption,
        format: 'json',
        group: null,
        onlyWriter: true,
        through: new Map([[12, 4]]),
      },
      offsets: [
        { topic: 'orders', partition: 0, committed: 9, logEnd: null },
        { topic: 'orders', partition: 12, committed: 0, logEnd: null },
      ],
    })
    expect(parseRequest({ action: 'coverage' })).toMatchObject({ sink: null, gaps: 20 })
    expect(parseRequest({ action: 'forget', topic: 'a' })).toMatchObject({
      ...{ partition: null, from: null, to: null, confirm: null },
    })
  })

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /wants an object such as \{"action": "coverage"\}/],
    ['a list', [], /wants an object/],
    ['text', '{"action":"coverage"}', /wants an object/],
    ['no action', {}, /action wants one of coverage, compact, forget, adopt\./],
    ['another action', { action: 'drop' }, /action wants one of/],
    ['an inherited action', { action: 'toString' }, /action wants one of/],
    [
      'a misspelt member',
      { action: 'compact', partitoin: 1 },
      /"partitoin" is no member for this action; did you mean partition\?/,
    ],
    [
      'a member of another action',
      { action: 'coverage', confirm: 'a' },
      /"confirm" is no member for this action; there are action, topic/,
    ],
    ['a prototype’s name', { action: 'compact', constructor: 1 }, /"constructor" is no member/],
    ['a partition as text', { action: 'compact', topic: 'a', partition: '0' }, /partition wants a/],
    ['a partition of no topic', { action: 'compact', partition: 0 }, /partition wants a topic/],
    ['an empty topic', { action: 'compact', topic: '' }, /topic wants a text that is not empty/],
    ['another format', { action: 'coverage', format: 'csv' }, /format wants json or table/],
    ['a fraction', { action: 'coverage', gaps: 1.5 }, /gaps wants a whole number from 0 to 1000/],
    [
      'gaps younger than the floor',
      { action: 'compact', closeGapsOlderThanDays: 0 },
      /closeGapsOlderThanDays wants a whole number from 1 /,
    ],
    ['a topic that is not named', { action: 'forget' }, /topic is missing/],
    ['offsets of all partitions', { action: 'forget', topic: 'a', to: 1 }, /partition is missing/],
    [
      'offsets the wrong way round',
      { action: 'forget', topic: 'a', partition: 0, from: 2, to: 1 },
      /from lies behind to/,
    ],
    ['an adoption of no topic', { action: 'adopt' }, /topic is missing: which one to adopt/],
    [
      'an adoption by nothing',
      { action: 'adopt', topic: 'a', metadataTable: null },
      /one of offsets and describe is wanted/,
    ],
    ['an adoption by both', { ...adopt, describe: 'x' }, /one of offsets and describe is wanted/],
    [
      'an adoption that leaves the metadata open',
      { action: 'adopt', topic: 'a', offsets: {} },
      /metadataTable is missing: .* or null/,
    ],
    [
      'a partition written otherwise',
      { ...adopt, offsets: { '00': 1 } },
      /offsets wants an object such as \{"0": 1234\}/,
    ],
    ['a partition beyond Kafka’s', { ...adopt, offsets: { 2147483648: 1 } }, /offsets wants/],
    ['an offset as text', { ...adopt, offsets: { 0: '1' } }, /offsets wants/],
    ['an offset no double tells apart', { ...adopt, through: { 0: 2 ** 53 } }, /through wants/],
    [
      'a word on no table',
      { ...adopt, metadataTable: null, onlyWriter: true },
      /onlyWriter is said of a metadataTable/,
    ],
    [
      'a description of other topics',
      {
        ...{ action: 'adopt', topic: 'a', metadataTable: null },
        describe: 'TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET\nb 0 1 1',
      },
      /describe has no line of that topic/,
    ],
    [
      'a last offset of a partition that was not asked about',
      { ...adopt, metadataTable: null, offsets: { 0: 9 }, through: { 11: 60 } },
      /through names partition 11, which offsets does not; there are 0/,
    ],
    [
      'a last offset where no partition was asked about',
      { ...adopt, metadataTable: null, through: { 11: 60 } },
      /through names partition 11, which offsets does not; there are none/,
    ],
    [
      'a last offset of a partition of another topic',
      {
        ...{ action: 'adopt', topic: 'a', metadataTable: null, through: { 1: 60 } },
        describe: 'TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET\na 0 1 1\nb 1 1 1',
      },
      /through names partition 1, which describe does not; there are 0/,
    ],
    [
      'a description that cannot be read',
      { action: 'adopt', topic: 'a', metadataTable: null, describe: 'secret' },
      /describe has no header/,
    ],
    [
      'an offset no double holds',
      { action: 'forget', topic: 'a', partition: 0, from: 2 ** 53 },
      /from wants a whole number from 0 to 9007199254740991/,
    ],
  ])('with %s is refused by name', (_, payload, message) => {
    expect(() => parseRequest(payload)).toThrow(message)
    expect(() => parseRequest(payload)).toThrow(EventError)
  })

  test('is told all of its faults at once, and quotes no value', () => {
    const payload = { action: 'forget', format: 'secret', gap: 'secret', from: 'secret' }
    try {
      parseRequest(payload)
      expect.unreachable()
    } catch (error) {
      const message = error instanceof Error ? error.message : ''
      expect(message).toMatch(/format wants.*"gap" is no member.*from wants.*topic is missing/s)
      expect(message).not.toContain('secret')
    }
  })
})
