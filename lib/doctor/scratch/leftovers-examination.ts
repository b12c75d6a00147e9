import { dropScratch, isScratch, selectScratches } from '../../singlestore/dialect/scratch-table.ts'
import { passed, warned } from '../finding.ts'
import type { ServerExamination } from '../server/server-examination.ts'

/** Scratch tables of earlier visits. They are not dropped: another doctor may be at work on one. */
export function leftoversExamination(database: string): ServerExamination<null> {
  return {
    name: 'Scratch tables',
    did: 'Looked for scratch tables of earlier visits.',
    mend: 'Let the user read information_schema.',
    async look(connection, remainingMs) {
      const sql = selectScratches(database)
      const rows = await connection.select(sql, 'looking for scratch tables', remainingMs)
      const tables = Map.groupBy(rows, (row) => row.TABLE_NAME ?? '')
      const names = [...tables]
        .filter(([table, columns]) =>
          isScratch(
            table,
            columns.map((row) => row.COLUMN_NAME ?? ''),
          ),
        )
        .map(([table]) => table)
      if (names.length === 0) return passed('None is left.', null)
      return warned(
        `${names.length} are left: ${names.slice(0, 10).join(', ')}.`,
        `Drop them, unless another doctor is at work: ${names.slice(0, 10).map(dropScratch).join('; ')};`,
        null,
      )
    },
  }
}
