import { quoteIdentifier, quoteString } from '../identifier.ts'

/** Which part of the ledger; null means any. */
export interface CoverageOf {
  readonly sink: string | null
  readonly topic: string | null
  readonly partition: number | null
}

const KEY = '`sink`, `topic`, `partition`'

/** Sums per topic-partition, with the newest row's `highOffset`. Voided rows have neither offsets nor records. */
export function selectCoverage(table: string, of: CoverageOf): string {
  const ledger = quoteIdentifier(table)
  return (
    'SELECT `s`.`sink`, `s`.`topic`, `s`.`partition`, `s`.`ranges`, `s`.`first`, `s`.`last`, `s`.`delivered`, ' +
    '`s`.`written`, `s`.`filtered`, `s`.`deadLettered`, `s`.`adopted`, `s`.`lastCommit`, `n`.`highOffset` ' +
    `FROM (SELECT ${KEY}, MAX(\`sequence\`) AS \`newest\`, COUNT(\`lastOffset\`) AS \`ranges\`, ` +
    'MIN(`firstOffset`) AS `first`, MAX(`lastOffset`) AS `last`, ' +
    `${sumWhere(false, 'records')} AS \`delivered\`, ${sumWhere(false, 'count')} AS \`written\`, ${sumWhere(true, 'records')} AS \`adopted\`, ` +
    'SUM(`filtered`) AS `filtered`, SUM(`deadLettered`) AS `deadLettered`, ' +
    'MAX(CASE WHEN `lastOffset` IS NULL THEN NULL ELSE `createdAt` END) AS `lastCommit` ' +
    `FROM ${ledger}${where(conditions(of))} GROUP BY ${KEY}) AS \`s\` ` +
    `JOIN ${ledger} AS \`n\` ON \`n\`.\`sink\` = \`s\`.\`sink\` AND \`n\`.\`topic\` = \`s\`.\`topic\` ` +
    'AND `n`.`partition` = `s`.`partition` AND `n`.`sequence` = `s`.`newest` ' +
    'ORDER BY `s`.`sink`, `s`.`topic`, `s`.`partition`'
  )
}

/** A range that was adopted has no timestamp at its ends. */
function sumWhere(adopted: boolean, column: string): string {
  const [unknown, known] = adopted ? [`\`${column}\``, '0'] : ['0', `\`${column}\``]
  return `SUM(CASE WHEN \`firstTimestamp\` IS NULL THEN ${unknown} ELSE ${known} END)`
}

/** How many gaps lie between the committed ranges of each topic-partition, and how many offsets in them. */
export function selectGapSums(table: string, of: CoverageOf): string {
  return (
    `SELECT ${KEY}, COUNT(*) AS \`gaps\`, SUM(\`last\` - \`first\` + 1) AS \`missing\` ` +
    `FROM (${gaps(table, of)}) AS \`g\` WHERE \`first\` <= \`last\` GROUP BY ${KEY}`
  )
}

/** The first gaps of each topic-partition, in offset order. */
export function selectGaps(table: string, of: CoverageOf, limit: number): string {
  return (
    `SELECT ${KEY}, \`first\`, \`last\` FROM (` +
    `SELECT ${KEY}, \`first\`, \`last\`, ROW_NUMBER() OVER (PARTITION BY ${KEY} ORDER BY \`first\`) AS \`position\` ` +
    `FROM (${gaps(table, of)}) AS \`g\` WHERE \`first\` <= \`last\`) AS \`p\` ` +
    `WHERE \`position\` <= ${limit} ORDER BY ${KEY}, \`first\``
  )
}

/** What lies between each range and the one before it; nothing where `first` is above `last`. */
function gaps(table: string, of: CoverageOf): string {
  return (
    `SELECT ${KEY}, LAG(\`lastOffset\`) OVER (PARTITION BY ${KEY} ORDER BY \`lastOffset\`) + 1 AS \`first\`, ` +
    `\`firstOffset\` - 1 AS \`last\` FROM ${quoteIdentifier(table)}` +
    where([...conditions(of), '`lastOffset` IS NOT NULL'])
  )
}

function conditions({ sink, topic, partition }: CoverageOf): readonly string[] {
  return [
    ...(sink === null ? [] : [`\`sink\` = ${quoteString(sink)}`]),
    ...(topic === null ? [] : [`\`topic\` = ${quoteString(topic)}`]),
    ...(partition === null ? [] : [`\`partition\` = ${partition}`]),
  ]
}

function where(all: readonly string[]): string {
  return all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`
}
