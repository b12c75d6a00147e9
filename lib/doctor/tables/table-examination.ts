import type { Config } from '../../config.ts'
import { demandUniqueKeys, readDefinition } from '../../singlestore/data-table/read-tables.ts'
import { selectColumns } from '../../singlestore/dialect/catalog.ts'
import { nameText } from '../../singlestore/identifier.ts'
import { knowsKeys } from '../../table/change-rules.ts'
import { failed, passed } from '../finding.ts'
import type { ServerExamination } from '../server/server-examination.ts'

/** Whether a table that records go to is there, or will be, and has the key that the configuration needs. */
export function tableExamination(
  table: string,
  { autoCreate, changes }: Config,
  database: string,
): ServerExamination<null> {
  return {
    name: `Table ${nameText(table)}`,
    did: `Looked for the table ${nameText(table)}.`,
    mend: 'Let the user read the table: GRANT SELECT.',
    async look(connection, remainingMs) {
      const rows = await connection.select(
        selectColumns(database, [table]),
        `looking for ${nameText(table)}`,
        remainingMs,
      )
      const columns = rows.filter((row) => row.TABLE_NAME === table).length
      if (columns === 0 && autoCreate) {
        return passed(
          'It is not there yet: the sink creates it for the first record with a schema.',
          null,
        )
      }
      if (columns === 0) {
        return failed(
          'It is not there, and the sink may not create it (SINK_AUTO_CREATE=false).',
          'Create the table (npm run plan prints the statement for a record of yours), or set SINK_AUTO_CREATE=true.',
        )
      }
      if (!knowsKeys(changes)) return passed(`It is there, with ${columns} columns.`, null)
      const keys = demandUniqueKeys(table, await readDefinition(connection, table, remainingMs))
      const key = keys[0]?.map(nameText).join(', ')
      return passed(`It is there, with ${columns} columns; rows are known by ${key}.`, null)
    },
  }
}
