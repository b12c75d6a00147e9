import { quoteIdentifier } from '../identifier.ts'

const EXACT_TEXT = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'

/** The columns of the dead-letter table in order, and how a letter's fields are loaded into them. */
export const DEAD_LETTER_COLUMNS = [
  ['sink', `VARCHAR(64) ${EXACT_TEXT} NOT NULL`, 'text'],
  ['topic', `VARCHAR(249) ${EXACT_TEXT} NOT NULL`, 'text'],
  ['partition', 'INT NOT NULL', 'text'],
  ['offset', 'BIGINT NOT NULL', 'text'],
  // Of the ledger row that accounts for the record; 0 where the ledger is off.
  ['sequence', 'BIGINT NOT NULL', 'text'],
  ['timestamp', 'BIGINT NOT NULL', 'text'],
  ['key', 'LONGBLOB', 'base64'],
  ['value', 'LONGBLOB', 'base64'],
  // [{"name": …, "value": base64 or null}, …] in their order: names may repeat.
  ['headers', 'JSON NOT NULL', 'text'],
  // {"dataFormat": …, "schemaId": …} where a registry integration took the frame off: without it the bytes cannot be read.
  ['keySchema', 'JSON', 'text'],
  ['valueSchema', 'JSON', 'text'],
  ['errorCode', `VARCHAR(64) ${EXACT_TEXT} NOT NULL`, 'text'],
  ['errorMessage', 'LONGTEXT CHARACTER SET utf8mb4 NOT NULL', 'text'],
  ['stage', `VARCHAR(16) ${EXACT_TEXT} NOT NULL`, 'text'],
] as const

/** What gives an older dead-letter table the columns that it lacks. */
export function addSchemaColumns(table: string): string {
  return `ALTER TABLE ${quoteIdentifier(table)} ADD COLUMN \`keySchema\` JSON, ADD COLUMN \`valueSchema\` JSON`
}

/** A letter is unique by the record and by the delivery that buried it: a recreated topic may bring its offset again. */
export function createDeadLetterTable(table: string): string {
  const definitions = [
    ...DEAD_LETTER_COLUMNS.map(([name, type]) => `${quoteIdentifier(name)} ${type}`),
    '`createdAt` DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)',
    'PRIMARY KEY (`sink`, `topic`, `partition`, `offset`, `sequence`)',
    'SHARD KEY (`sink`, `topic`, `partition`)',
    'SORT KEY (`createdAt`)',
  ]
  return `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(table)} (\n  ${definitions.join(',\n  ')}\n)`
}
