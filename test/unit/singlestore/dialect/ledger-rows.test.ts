import { describe, expect, test } from 'vitest'
import {
  insertClaims,
  selectOverlapping,
  selectTails,
  updateClaim,
} from '../../../../lib/singlestore/dialect/ledger-rows.ts'
import { claimSpans, EMPTY_TAIL } from '../../../../lib/singlestore/ledger/claim.ts'
import { buildSpan } from '../../kafka/build-record.ts'

const spans = [buildSpan([100, 101, 107]), buildSpan([110], { value: null })]
const claims = claimSpans(spans, { sequence: 6, highOffset: 99 })

describe('the tails', () => {
  test('of one topic-partition', () => {
    expect(selectTails('ledger', 's', [{ topic: 'orders', partition: 3 }])).toBe(
      '(SELECT `topic`, `partition`, `sequence`, `highOffset` FROM `ledger` ' +
        "WHERE `sink` = 's' AND `topic` = 'orders' AND `partition` = 3 ORDER BY `sequence` DESC LIMIT 1)",
    )
  })

  test('of several topic-partitions come in one statement', () => {
    const sql = selectTails('ledger', 's', [
      { topic: 'a', partition: 0 },
      { topic: 'b', partition: 1 },
    ])
    expect(sql).toBe(
      '(SELECT `topic`, `partition`, `sequence`, `highOffset` FROM `ledger` ' +
        "WHERE `sink` = 's' AND `topic` = 'a' AND `partition` = 0 ORDER BY `sequence` DESC LIMIT 1)" +
        ' UNION ALL ' +
        '(SELECT `topic`, `partition`, `sequence`, `highOffset` FROM `ledger` ' +
        "WHERE `sink` = 's' AND `topic` = 'b' AND `partition` = 1 ORDER BY `sequence` DESC LIMIT 1)",
    )
  })
})

test('the overlapping ranges include those that only touch an end', () => {
  expect(
    selectOverlapping('ledger', 's', [
      { topic: 'a', partition: 0, first: 10, last: 20 },
      { topic: 'b', partition: 1, first: 7, last: 7 },
    ]),
  ).toBe(
    'SELECT `topic`, `partition`, `firstOffset`, `lastOffset`, `records`, ' +
      '`firstTimestamp`, `lastTimestamp`, `minTimestamp`, `maxTimestamp` FROM `ledger` WHERE ' +
      "(`sink` = 's' AND `topic` = 'a' AND `partition` = 0 AND `lastOffset` >= 10 AND `firstOffset` <= 20) OR " +
      "(`sink` = 's' AND `topic` = 'b' AND `partition` = 1 AND `lastOffset` >= 7 AND `firstOffset` <= 7)",
  )
})

test('a claim inserts every span as a row of its own, the tombstones filtered', () => {
  expect(insertClaims('ledger', 's', claims)).toBe(
    'INSERT INTO `ledger` (`id`, `sink`, `topic`, `partition`, `sequence`, `firstOffset`, `lastOffset`, ' +
      '`records`, `count`, `filtered`, `deadLettered`, `firstTimestamp`, `lastTimestamp`, `minTimestamp`, `maxTimestamp`, `highOffset`) VALUES ' +
      "('orders-0-100', 's', 'orders', 0, 7, 100, 107, 3, 3, 0, 0, 1100, 1107, 1100, 1107, 107), " +
      "('orders-0-110', 's', 'orders', 0, 8, 110, 110, 1, 0, 1, 0, 1110, 1110, 1110, 1110, 110)",
  )
})

test('a corrected claim still accounts for every record', () => {
  expect(
    claims.map((claim) => updateClaim('ledger', 's', claim, { filtered: 1, deadLettered: 1 }))[0],
  ).toBe(
    'UPDATE `ledger` SET `count` = 1, `filtered` = 1, `deadLettered` = 1 ' +
      "WHERE `sink` = 's' AND `topic` = 'orders' AND `partition` = 0 AND `sequence` = 7",
  )
})

test('names made to break out of a literal stay literals', () => {
  const topic = "'; DROP TABLE x; -- \\"
  const literal = "'\\'; DROP TABLE x; -- \\\\'"
  const of = { topic, partition: 0, first: 1, last: 2 }
  const none = { filtered: 0, deadLettered: 0 }
  const where = `\`sink\` = ${literal} AND \`topic\` = ${literal} AND \`partition\` = 0`
  const hostile = claimSpans([buildSpan([1], { topic })], EMPTY_TAIL)
  expect(selectTails('t', topic, [of])).toContain(`WHERE ${where} ORDER BY`)
  expect(selectOverlapping('t', topic, [of])).toContain(`WHERE (${where} AND`)
  expect(insertClaims('t', topic, hostile)).toContain(
    `VALUES ('\\'; DROP TABLE x; -- \\\\-0-1', ${literal}, ${literal}, 0, 1,`,
  )
  expect(hostile.map((claim) => updateClaim('t', topic, claim, none))).toEqual([
    expect.stringMatching(/^UPDATE `t` SET `count` = 1, `filtered` = 0, `deadLettered` = 0 WHERE /),
  ])
  expect(hostile.map((claim) => updateClaim('t', topic, claim, none)).join()).toContain(
    `WHERE ${where} AND \`sequence\` = 1`,
  )
})
