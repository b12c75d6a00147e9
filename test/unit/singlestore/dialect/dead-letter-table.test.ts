import { expect, test } from 'vitest'
import {
  addSchemaColumns,
  createDeadLetterTable,
} from '../../../../lib/singlestore/dialect/dead-letter-table.ts'

test('a dead letter is unique by its record and the delivery that buried it', () => {
  expect(createDeadLetterTable('dead`letters')).toBe(
    `CREATE TABLE IF NOT EXISTS \`dead\`\`letters\` (
  \`sink\` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`topic\` VARCHAR(249) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`partition\` INT NOT NULL,
  \`offset\` BIGINT NOT NULL,
  \`sequence\` BIGINT NOT NULL,
  \`timestamp\` BIGINT NOT NULL,
  \`key\` LONGBLOB,
  \`value\` LONGBLOB,
  \`headers\` JSON NOT NULL,
  \`keySchema\` JSON,
  \`valueSchema\` JSON,
  \`errorCode\` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`errorMessage\` LONGTEXT CHARACTER SET utf8mb4 NOT NULL,
  \`stage\` VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  \`createdAt\` DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`sink\`, \`topic\`, \`partition\`, \`offset\`, \`sequence\`),
  SHARD KEY (\`sink\`, \`topic\`, \`partition\`),
  SORT KEY (\`createdAt\`)
)`,
  )
})

test('an older table is given the columns it lacks in one statement', () => {
  expect(addSchemaColumns('dead`letters')).toBe(
    'ALTER TABLE `dead``letters` ADD COLUMN `keySchema` JSON, ADD COLUMN `valueSchema` JSON',
  )
})
