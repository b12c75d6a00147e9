import { quoteIdentifier, quoteString } from '../identifier.ts'

/** What the names of scratch tables begin with. */
export const SCRATCH_PREFIX = 'kafka_doctor_'

/** A table of a number and a text, to try privileges on. */
export function createScratch(table: string): string {
  return `CREATE TABLE ${quoteIdentifier(table)} (\`id\` BIGINT NOT NULL, \`word\` VARCHAR(64) CHARACTER SET utf8mb4, PRIMARY KEY (\`id\`))`
}

export function createTemporaryScratch(table: string): string {
  return `CREATE TEMPORARY TABLE ${quoteIdentifier(table)} (\`id\` BIGINT NOT NULL)`
}

export function selectScratch(table: string): string {
  return `SELECT \`id\`, \`word\` FROM ${quoteIdentifier(table)} ORDER BY \`id\``
}

export function updateScratch(table: string): string {
  return `UPDATE ${quoteIdentifier(table)} SET \`word\` = 'changed' WHERE \`id\` = 1`
}

export function deleteScratch(table: string): string {
  return `DELETE FROM ${quoteIdentifier(table)} WHERE \`id\` = 1`
}

export function alterScratch(table: string): string {
  return `ALTER TABLE ${quoteIdentifier(table)} ADD COLUMN \`added\` BIGINT NULL`
}

export function dropScratch(table: string): string {
  return `DROP TABLE IF EXISTS ${quoteIdentifier(table)}`
}

/** The columns of tables whose names begin as those of scratch tables do, in `TABLE_NAME` and `COLUMN_NAME`. */
export function selectScratches(database: string): string {
  const pattern = `${SCRATCH_PREFIX.replaceAll('_', '\\_')}%`
  return (
    'SELECT `TABLE_NAME`, `COLUMN_NAME` FROM `information_schema`.`COLUMNS` ' +
    `WHERE \`TABLE_SCHEMA\` = ${quoteString(database)} AND \`TABLE_NAME\` LIKE ${quoteString(pattern)} ` +
    'ORDER BY `TABLE_NAME`, `ORDINAL_POSITION`'
  )
}

const SCRATCH_NAME = /^[0-9a-f]{16}(_t)?$/

/** Whether a table is one that a doctor made: by its whole name and its very columns, for a user's may begin alike. */
export function isScratch(table: string, columns: readonly string[]): boolean {
  if (!table.startsWith(SCRATCH_PREFIX)) return false
  const name = SCRATCH_NAME.exec(table.slice(SCRATCH_PREFIX.length))
  if (name === null) return false
  const made = columns.join()
  return name[1] === undefined ? made === 'id,word' || made === 'id,word,added' : made === 'id'
}
