import type { OffsetRange } from '../../kafka/offset-range.ts'
import { quoteIdentifier } from '../identifier.ts'
import { ACCOUNT, among, are, type RowsOf, voidId } from './ledger-maintenance.ts'

/** What the committed ranges that touch these offsets add up to. */
export function selectForgettableSums(rows: RowsOf, offsets: OffsetRange): string {
  return (
    'SELECT COUNT(*) AS `ranges`, MIN(`firstOffset`) AS `first`, MAX(`lastOffset`) AS `last`, ' +
    'SUM(`records`) AS `delivered`, SUM(`count`) AS `written`, SUM(`filtered`) AS `filtered`, ' +
    `SUM(\`deadLettered\`) AS \`deadLettered\` FROM ${quoteIdentifier(rows.table)} WHERE ${touching(rows, offsets)}`
  )
}

/** Committed ranges that lie in the offsets in part only: one at either end, at most. */
export function selectCut(rows: RowsOf, offsets: OffsetRange, below: number): string {
  return (
    `SELECT \`firstOffset\`, \`lastOffset\` FROM ${quoteIdentifier(rows.table)} WHERE ${touching(rows, offsets)} ` +
    `AND \`sequence\` < ${below} AND (\`firstOffset\` < ${offsets.first} OR \`lastOffset\` > ${offsets.last}) ORDER BY \`firstOffset\` LIMIT 2`
  )
}

/** @param below rows of this sequence and above were committed since the forgetting began, and stay */
export function selectForgettable(
  rows: RowsOf,
  offsets: OffsetRange,
  below: number,
  limit: number,
): string {
  return (
    `SELECT ${ACCOUNT} FROM ${quoteIdentifier(rows.table)} WHERE ${touching(rows, offsets)} ` +
    `AND \`sequence\` < ${below} ORDER BY \`lastOffset\` LIMIT ${limit}`
  )
}

/** Takes the offsets out of rows; their sequences stay used. */
export function updateVoided(
  rows: RowsOf,
  voided: readonly { readonly sequence: number }[],
): string {
  return (
    `UPDATE ${quoteIdentifier(rows.table)} SET \`id\` = ${voidId(rows.of)}, \`firstOffset\` = NULL, \`lastOffset\` = NULL, ` +
    '`records` = 0, `count` = 0, `filtered` = 0, `deadLettered` = 0, ' +
    '`firstTimestamp` = NULL, `lastTimestamp` = NULL, `minTimestamp` = NULL, `maxTimestamp` = NULL ' +
    `WHERE ${are(rows)} AND ${among(voided)}`
  )
}

/** The highest offset that is still committed; null where none is. */
export function selectHighest(rows: RowsOf): string {
  return `SELECT MAX(\`lastOffset\`) AS \`highest\` FROM ${quoteIdentifier(rows.table)} WHERE ${are(rows)}`
}

/** Says on our own uncommitted row what is the highest offset now. */
export function updateHighOffset(rows: RowsOf, sequence: number, highOffset: number): string {
  return (
    `UPDATE ${quoteIdentifier(rows.table)} SET \`highOffset\` = ${highOffset} ` +
    `WHERE ${are(rows)} AND \`sequence\` = ${sequence}`
  )
}

function touching(rows: RowsOf, { first, last }: OffsetRange): string {
  return `${are(rows)} AND \`lastOffset\` >= ${first} AND \`firstOffset\` <= ${last}`
}
