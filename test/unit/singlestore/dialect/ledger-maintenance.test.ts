import { describe, expect, test } from 'vitest'
import { planCompaction } from '../../../../lib/ledger/plan-compaction.ts'
import {
  selectCoverage,
  selectGapSums,
  selectGaps,
} from '../../../../lib/singlestore/dialect/ledger-coverage.ts'
import {
  selectCut,
  selectForgettable,
  selectForgettableSums,
  selectHighest,
  updateHighOffset,
  updateVoided,
} from '../../../../lib/singlestore/dialect/ledger-forget.ts'
import {
  deleteMerged,
  deleteVoids,
  insertVoid,
  selectPage,
  selectTopicPartitions,
  selectVoids,
  updateMerged,
} from '../../../../lib/singlestore/dialect/ledger-maintenance.ts'
import { buildRow } from '../../ledger/build-row.ts'

const rows = { table: 'ledger', sink: 's', of: { topic: 'orders', partition: 3 } }
const where = "WHERE `sink` = 's' AND `topic` = 'orders' AND `partition` = 3"
const account =
  '`sequence`, `firstOffset`, `lastOffset`, `records`, `count`, `filtered`, `deadLettered`, ' +
  '`firstTimestamp`, `lastTimestamp`, `minTimestamp`, `maxTimestamp`'
const own = '`firstTimestamp` IS NOT NULL'
const floor = '`createdAt` <= CURRENT_TIMESTAMP(6) - INTERVAL 24 HOUR'

describe('compaction', () => {
  test('finds the topic-partitions of a sink, of a topic, or the one', () => {
    const tail = 'GROUP BY `topic`, `partition` ORDER BY `topic`, `partition`'
    expect(selectTopicPartitions('ledger', 's', null, null)).toBe(
      `SELECT \`topic\`, \`partition\` FROM \`ledger\` WHERE \`sink\` = 's' ${tail}`,
    )
    expect(selectTopicPartitions('ledger', 's', 'orders', 3)).toBe(
      `SELECT \`topic\`, \`partition\` FROM \`ledger\` ${where} ${tail}`,
    )
  })

  test('claims with a row that holds no offset and keeps the highest one', () => {
    expect(insertVoid(rows, { sequence: 7, highOffset: 99 })).toBe(
      'INSERT INTO `ledger` (`id`, `sink`, `topic`, `partition`, `sequence`, `records`, `count`, `filtered`, `deadLettered`, `highOffset`) ' +
        "VALUES ('orders-3-void', 's', 'orders', 3, 8, 0, 0, 0, 0, 99)",
    )
  })

  test('reads a page of old ranges, or of all where gaps are to close between old ones only', () => {
    const page = { below: 8, from: 100, limit: 4000 }
    expect(selectPage(rows, { ...page, closeGapsOlderThanDays: null })).toBe(
      `SELECT ${account}, (\`sequence\` < 8 AND ${floor} AND ${own}) AS \`settled\`, (0) AS \`aged\` FROM \`ledger\` ` +
        `${where} AND \`lastOffset\` >= 100 AND \`sequence\` < 8 AND ${floor} AND ${own} ORDER BY \`lastOffset\` LIMIT 4000`,
    )
    expect(selectPage(rows, { ...page, closeGapsOlderThanDays: 30 })).toBe(
      `SELECT ${account}, (\`sequence\` < 8 AND ${floor} AND ${own}) AS \`settled\`, ` +
        '(`createdAt` <= CURRENT_TIMESTAMP(6) - INTERVAL 30 DAY) AS `aged` FROM `ledger` ' +
        `${where} AND \`lastOffset\` >= 100 ORDER BY \`lastOffset\` LIMIT 4000`,
    )
  })

  test('deletes what was merged as far as it is what was read, and adds it to the row that stays', () => {
    const page = [
      buildRow(2, 0, 9, { count: 8, filtered: 2 }),
      buildRow(3, 10, 19, { count: 6, deadLettered: 4 }),
      buildRow(4, 20, 29),
      buildRow(5, 30, 39),
    ]
    const { merges } = planCompaction(page, 10, 10)
    expect(merges.map((merge) => deleteMerged(rows, merge.removed))).toEqual([
      `DELETE FROM \`ledger\` ${where} AND ((\`sequence\` IN (2, 4) AND \`deadLettered\` = 0) OR (\`sequence\` IN (3) AND \`deadLettered\` = 4))`,
    ])
    expect(merges.map((merge) => updateMerged(rows, merge))).toEqual([
      "UPDATE `ledger` SET `id` = 'orders-3-0', `firstOffset` = 0, `lastOffset` = 39, " +
        '`records` = `records` + 30, `count` = `count` + 24, `filtered` = `filtered` + 2, `deadLettered` = `deadLettered` + 4, ' +
        '`firstTimestamp` = 1000, `lastTimestamp` = 1039, `minTimestamp` = 1000, `maxTimestamp` = 1039 ' +
        `${where} AND \`sequence\` = 5`,
    ])
  })

  test('takes away rows without offsets that are old', () => {
    expect(selectVoids(rows, 8, 4000)).toBe(
      `SELECT \`sequence\` FROM \`ledger\` ${where} AND \`sequence\` < 8 AND ${floor} AND \`lastOffset\` IS NULL ` +
        `AND \`sequence\` < (SELECT MAX(\`sequence\`) FROM \`ledger\` ${where} AND \`sequence\` < 8 AND ${floor}) ORDER BY \`sequence\` LIMIT 4000`,
    )
    expect(deleteVoids(rows, [{ sequence: 4 }, { sequence: 6 }])).toBe(
      `DELETE FROM \`ledger\` ${where} AND \`lastOffset\` IS NULL AND \`sequence\` IN (4, 6)`,
    )
  })
})

describe('forgetting', () => {
  const offsets = { first: 10, last: 20 }
  const touching = `${where} AND \`lastOffset\` >= 10 AND \`firstOffset\` <= 20`

  test('adds up what the offsets touch, and finds what they cut', () => {
    expect(selectForgettableSums(rows, offsets)).toBe(
      'SELECT COUNT(*) AS `ranges`, MIN(`firstOffset`) AS `first`, MAX(`lastOffset`) AS `last`, SUM(`records`) AS `delivered`, ' +
        `SUM(\`count\`) AS \`written\`, SUM(\`filtered\`) AS \`filtered\`, SUM(\`deadLettered\`) AS \`deadLettered\` FROM \`ledger\` ${touching}`,
    )
    expect(selectCut(rows, offsets, 8)).toBe(
      `SELECT \`firstOffset\`, \`lastOffset\` FROM \`ledger\` ${touching} AND \`sequence\` < 8 ` +
        'AND (`firstOffset` < 10 OR `lastOffset` > 20) ORDER BY `firstOffset` LIMIT 2',
    )
  })

  test('voids rows in pages and deletes none', () => {
    expect(selectForgettable(rows, offsets, 8, 4000)).toBe(
      `SELECT ${account} FROM \`ledger\` ${touching} AND \`sequence\` < 8 ORDER BY \`lastOffset\` LIMIT 4000`,
    )
    expect(updateVoided(rows, [{ sequence: 4 }, { sequence: 6 }])).toBe(
      "UPDATE `ledger` SET `id` = 'orders-3-void', `firstOffset` = NULL, `lastOffset` = NULL, " +
        '`records` = 0, `count` = 0, `filtered` = 0, `deadLettered` = 0, ' +
        '`firstTimestamp` = NULL, `lastTimestamp` = NULL, `minTimestamp` = NULL, `maxTimestamp` = NULL ' +
        `${where} AND \`sequence\` IN (4, 6)`,
    )
  })

  test('takes the highest offset down to what is left', () => {
    expect(selectHighest(rows)).toBe(
      `SELECT MAX(\`lastOffset\`) AS \`highest\` FROM \`ledger\` ${where}`,
    )
    expect(updateHighOffset(rows, 8, -1)).toBe(
      `UPDATE \`ledger\` SET \`highOffset\` = -1 ${where} AND \`sequence\` = 8`,
    )
  })
})

describe('coverage', () => {
  const one = { sink: 's', topic: 'orders', partition: 3 }
  const all = { sink: null, topic: null, partition: null }
  const gaps =
    'SELECT `sink`, `topic`, `partition`, LAG(`lastOffset`) OVER (PARTITION BY `sink`, `topic`, `partition` ORDER BY `lastOffset`) + 1 AS `first`, ' +
    '`firstOffset` - 1 AS `last` FROM `ledger`'

  test('sums up each topic-partition and takes the highest offset from its newest row', () => {
    const own = (column: string) =>
      `SUM(CASE WHEN \`firstTimestamp\` IS NULL THEN 0 ELSE \`${column}\` END)`
    const sql = (condition: string) =>
      'SELECT `s`.`sink`, `s`.`topic`, `s`.`partition`, `s`.`ranges`, `s`.`first`, `s`.`last`, `s`.`delivered`, ' +
      '`s`.`written`, `s`.`filtered`, `s`.`deadLettered`, `s`.`adopted`, `s`.`lastCommit`, `n`.`highOffset` FROM (' +
      'SELECT `sink`, `topic`, `partition`, MAX(`sequence`) AS `newest`, COUNT(`lastOffset`) AS `ranges`, MIN(`firstOffset`) AS `first`, ' +
      `MAX(\`lastOffset\`) AS \`last\`, ${own('records')} AS \`delivered\`, ${own('count')} AS \`written\`, ` +
      'SUM(CASE WHEN `firstTimestamp` IS NULL THEN `records` ELSE 0 END) AS `adopted`, SUM(`filtered`) AS `filtered`, ' +
      'SUM(`deadLettered`) AS `deadLettered`, MAX(CASE WHEN `lastOffset` IS NULL THEN NULL ELSE `createdAt` END) AS `lastCommit` ' +
      `FROM \`ledger\`${condition} GROUP BY \`sink\`, \`topic\`, \`partition\`) AS \`s\` ` +
      'JOIN `ledger` AS `n` ON `n`.`sink` = `s`.`sink` AND `n`.`topic` = `s`.`topic` AND `n`.`partition` = `s`.`partition` ' +
      'AND `n`.`sequence` = `s`.`newest` ORDER BY `s`.`sink`, `s`.`topic`, `s`.`partition`'
    expect(selectCoverage('ledger', one)).toBe(sql(` ${where}`))
    expect(selectCoverage('ledger', all)).toBe(sql(''))
  })

  test('counts the gaps between ranges and lists the first of each topic-partition', () => {
    expect(selectGapSums('ledger', all)).toBe(
      'SELECT `sink`, `topic`, `partition`, COUNT(*) AS `gaps`, SUM(`last` - `first` + 1) AS `missing` ' +
        `FROM (${gaps} WHERE \`lastOffset\` IS NOT NULL) AS \`g\` WHERE \`first\` <= \`last\` GROUP BY \`sink\`, \`topic\`, \`partition\``,
    )
    expect(selectGaps('ledger', one, 20)).toBe(
      'SELECT `sink`, `topic`, `partition`, `first`, `last` FROM (SELECT `sink`, `topic`, `partition`, `first`, `last`, ' +
        'ROW_NUMBER() OVER (PARTITION BY `sink`, `topic`, `partition` ORDER BY `first`) AS `position` ' +
        `FROM (${gaps} ${where} AND \`lastOffset\` IS NOT NULL) AS \`g\` WHERE \`first\` <= \`last\`) AS \`p\` ` +
        'WHERE `position` <= 20 ORDER BY `sink`, `topic`, `partition`, `first`',
    )
  })
})

test('names made to break out of a literal stay literals', () => {
  const name = "'; DROP TABLE x; -- \\"
  const literal = "'\\'; DROP TABLE x; -- \\\\'"
  const hostile = { table: '`', sink: name, of: { topic: name, partition: 0 } }
  const condition = `\`sink\` = ${literal} AND \`topic\` = ${literal} AND \`partition\` = 0`
  expect(selectVoids(hostile, 1, 1)).toContain(`FROM \`\`\`\` WHERE ${condition} AND`)
  expect(updateVoided(hostile, [{ sequence: 1 }])).toContain(
    "`id` = '\\'; DROP TABLE x; -- \\\\-0-void',",
  )
  expect(selectCoverage('t', { sink: name, topic: name, partition: 0 })).toContain(
    `WHERE ${condition} GROUP`,
  )
})
