import { expect, test } from 'vitest'
import { createLedger } from '../../../../lib/singlestore/dialect/ledger-table.ts'

test('the ledger is a columnstore with an exact, sharded primary key', () => {
  expect(createLedger('kafka_connect_transaction_metadata')).toBe(
    `CREATE TABLE IF NOT EXISTS \`kafka_connect_transaction_metadata\` (
  \`id\` VARCHAR(320) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`sink\` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`topic\` VARCHAR(249) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`partition\` INT NOT NULL,
  \`sequence\` BIGINT NOT NULL,
  \`firstOffset\` BIGINT,
  \`lastOffset\` BIGINT,
  \`records\` BIGINT NOT NULL,
  \`count\` BIGINT NOT NULL,
  \`filtered\` BIGINT NOT NULL,
  \`deadLettered\` BIGINT NOT NULL,
  \`firstTimestamp\` BIGINT,
  \`lastTimestamp\` BIGINT,
  \`minTimestamp\` BIGINT,
  \`maxTimestamp\` BIGINT,
  \`highOffset\` BIGINT NOT NULL,
  \`createdAt\` DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`sink\`, \`topic\`, \`partition\`, \`sequence\`),
  SHARD KEY (\`sink\`, \`topic\`, \`partition\`),
  SORT KEY (\`sink\`, \`topic\`, \`partition\`, \`lastOffset\`)
)`,
  )
})

test('the name of the ledger is quoted', () => {
  expect(createLedger('a`b')).toMatch(/^CREATE TABLE IF NOT EXISTS `a``b` \(/)
})
