import type { Config } from '../../config.ts'
import { olderLetterTable } from '../../singlestore/dead-letter/older-letter-table.ts'
import { selectColumns } from '../../singlestore/dialect/catalog.ts'
import { DEAD_LETTER_COLUMNS } from '../../singlestore/dialect/dead-letter-table.ts'
import { failed, passed, skipped } from '../finding.ts'
import type { ServerExamination } from '../server/server-examination.ts'
import { shapeFaults } from './table-shape.ts'

/** Whether the table that bad records go to is there and has its columns. */
export function deadLetterExamination(
  { tolerance, deadLetterTable }: Config,
  database: string,
): ServerExamination<null> {
  return {
    name: 'Dead-letter table',
    did: `Looked for the table "${deadLetterTable}".`,
    mend: 'Let the user read the table: GRANT SELECT.',
    async look(connection, remainingMs) {
      if (tolerance === 'none') {
        return skipped('No record becomes a dead letter (errors.tolerance=none).')
      }
      const rows = await connection.select(
        selectColumns(database, [deadLetterTable]),
        `looking for "${deadLetterTable}"`,
        remainingMs,
      )
      const columns = rows.filter((row) => row.TABLE_NAME === deadLetterTable)
      const found = new Set(columns.map((row) => (row.COLUMN_NAME ?? '').toLowerCase()))
      if (found.size === 0) {
        return passed('It is not there yet: the sink creates it with its first dead letter.', null)
      }
      const lacking = DEAD_LETTER_COLUMNS.map(([name]) => name).filter(
        (name) => !found.has(name.toLowerCase()),
      )
      const faults = shapeFaults(columns, DEAD_LETTER_COLUMNS)
      if (lacking.length === 0 && faults.length === 0) {
        return passed('It is there, with all its columns.', null)
      }
      if (
        faults.length === 0 &&
        lacking.every((name) => name === 'keySchema' || name === 'valueSchema')
      ) {
        throw olderLetterTable(deadLetterTable)
      }
      const lacks = lacking.length === 0 ? [] : [`it lacks ${lacking.join(', ')}`]
      return failed(
        `It takes no dead letters: ${[...lacks, ...faults].join('; ')}.`,
        'Give dead letters another table: SINK_DEAD_LETTER_TABLE (errors.deadletterqueue.table).',
      )
    },
  }
}
