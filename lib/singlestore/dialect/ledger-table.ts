import { quoteIdentifier } from '../identifier.ts'

/** The ledger's columns in order; what CREATE writes and what a table must have to be taken for a ledger. */
export const LEDGER_COLUMNS = [
  // topic-partition-firstOffset: 249 + 10 + 16 characters and two hyphens
  ['id', 'VARCHAR(320) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL'],
  ['sink', 'VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL'],
  ['topic', 'VARCHAR(249) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL'],
  ['partition', 'INT NOT NULL'],
  ['sequence', 'BIGINT NOT NULL'],
  ['firstOffset', 'BIGINT'],
  ['lastOffset', 'BIGINT'],
  ['records', 'BIGINT NOT NULL'],
  ['count', 'BIGINT NOT NULL'],
  ['filtered', 'BIGINT NOT NULL'],
  ['deadLettered', 'BIGINT NOT NULL'],
  ['firstTimestamp', 'BIGINT'],
  ['lastTimestamp', 'BIGINT'],
  ['minTimestamp', 'BIGINT'],
  ['maxTimestamp', 'BIGINT'],
  ['highOffset', 'BIGINT NOT NULL'],
  ['createdAt', 'DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)'],
] as const

/** A columnstore: a rowstore would hold the ledger in memory, and shared tiers refuse one. */
export function createLedger(table: string): string {
  const definitions = [
    ...LEDGER_COLUMNS.map(([name, type]) => `${quoteIdentifier(name)} ${type}`),
    'PRIMARY KEY (`sink`, `topic`, `partition`, `sequence`)',
    'SHARD KEY (`sink`, `topic`, `partition`)',
    'SORT KEY (`sink`, `topic`, `partition`, `lastOffset`)',
  ]
  return `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(table)} (\n  ${definitions.join(',\n  ')}\n)`
}
