import { describe, expect, test } from 'vitest'
import {
  selectNewestPutBelow,
  selectPutPartitions,
  selectPuts,
  selectTouching,
  updateAdopted,
} from '../../../../lib/singlestore/dialect/ledger-adopt.ts'
import { readPutId } from '../../../../lib/singlestore/ledger/connector-puts.ts'

const rows = { table: 'ledger', sink: 's', of: { topic: 'orders', partition: 3 } }
const where = "WHERE `sink` = 's' AND `topic` = 'orders' AND `partition` = 3"

describe('an adopted range', () => {
  test('counts all of its offsets as records, leaves its ends open, and ends when it was adopted', () => {
    const tail = { sequence: 7, highOffset: 99 }
    expect(updateAdopted(rows, tail, { first: 0, last: 49 }, 1_700_000)).toBe(
      "UPDATE `ledger` SET `id` = 'orders-3-0', `firstOffset` = 0, `lastOffset` = 49, `records` = 50, `count` = 50, " +
        `\`minTimestamp\` = -1, \`maxTimestamp\` = 1700000, \`highOffset\` = 99 ${where} AND \`sequence\` = 8`,
    )
    expect(updateAdopted(rows, tail, { first: 100, last: 149 }, 1)).toContain('`highOffset` = 149 ')
  })

  test('is looked for together with what the sink wrote itself', () => {
    expect(selectTouching(rows, { first: 0, last: 49 }, 50)).toBe(
      'SELECT `firstOffset`, `lastOffset`, (`firstTimestamp` IS NULL) AS `adopted` FROM `ledger` ' +
        `${where} AND \`lastOffset\` >= 0 AND \`firstOffset\` <= 49 ORDER BY \`lastOffset\` LIMIT 50`,
    )
  })
})

describe('puts', () => {
  const ids = "`id` LIKE 'a-b-0-%' AND `id` NOT LIKE 'a-b-0-%-%'"
  const below = "CHAR_LENGTH(`id`) < 9 OR (CHAR_LENGTH(`id`) = 9 AND `id` < 'a-b-0-120')"
  const of = { topic: 'a-b', partition: 0, offset: 120 }

  test('are compared by length and then as text, which orders their offsets as numbers', () => {
    expect(selectPuts('old', [of, { ...of, partition: 1, offset: 7 }], 11)).toBe(
      `SELECT \`id\`, \`count\`, \`createdAt\` FROM \`old\` WHERE (${ids} AND NOT (${below})) OR ` +
        "(`id` LIKE 'a-b-1-%' AND `id` NOT LIKE 'a-b-1-%-%' AND NOT (CHAR_LENGTH(`id`) < 7 OR (CHAR_LENGTH(`id`) = 7 AND `id` < 'a-b-1-7'))) LIMIT 11",
    )
    expect(selectNewestPutBelow('old', of)).toBe(
      `SELECT MAX(\`createdAt\`) AS \`newest\` FROM \`old\` WHERE ${ids} AND (${below})`,
    )
  })

  test('names made to break out of a literal stay literals', () => {
    const topic = "o'; DROP TABLE x; -- \\"
    expect(selectPutPartitions('o`d', topic)).toContain(
      "FROM `o``d` WHERE `id` LIKE 'o\\'; DROP TABLE x; -- \\\\-%' AND",
    )
  })

  test.each([
    ['orders-0-12', { topic: 'orders', partition: 0, offset: 12 }],
    ['orders-0-5-12', { topic: 'orders-0', partition: 5, offset: 12 }],
    ['--3-4', { topic: '-', partition: 3, offset: 4 }],
    ['orders-0-9007199254740992', null],
    ['orders-12', null],
    ['orders-0--12', null],
  ])('the id %s is read from the right', (id, place) => {
    expect(readPutId(id)).toEqual(place)
  })
})
