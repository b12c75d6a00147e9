import type { Config } from '../../config.ts'
import { StoreError } from '../../errors.ts'
import { selectColumns } from '../../singlestore/dialect/catalog.ts'
import { selectPartitionCount } from '../../singlestore/dialect/ledger-partitions.ts'
import { LEDGER_COLUMNS } from '../../singlestore/dialect/ledger-table.ts'
import { guardClaimKey, REBUILD_LEDGER } from '../../singlestore/ledger/claim-key.ts'
import { guardLedger } from '../../singlestore/ledger/ledger-table.ts'
import { failed, passed, skipped, warned } from '../finding.ts'
import type { ServerExamination } from '../server/server-examination.ts'
import { shapeFaults } from './table-shape.ts'

/** Whether the ledger is there and ours; its value is whether the sink has yet to create it. Nothing is claimed. */
export function ledgerExamination(
  { ledgerTable, sinkName }: Config,
  database: string,
): ServerExamination<boolean> {
  return {
    name: 'Metadata table',
    did: ledgerTable === null ? 'Looked for nothing.' : `Looked for the ledger "${ledgerTable}".`,
    mend: 'Let the user read the table: GRANT SELECT.',
    async look(connection, remainingMs) {
      if (ledgerTable === null) {
        return { ...skipped('The ledger is off (singlestore.metadata.allow=false).'), value: false }
      }
      const rows = await connection.select(
        selectColumns(database, [ledgerTable]),
        `looking for the ledger "${ledgerTable}"`,
        remainingMs,
      )
      const columns = rows.filter((row) => row.TABLE_NAME === ledgerTable)
      if (columns.length === 0) {
        return passed('It is not there yet: the sink creates it with its first event.', true)
      }
      const names = columns.map((row) => row.COLUMN_NAME ?? '')
      guardLedger(names, ledgerTable)
      if (!(await guardClaimKey(connection, ledgerTable, remainingMs))) {
        return failed(
          'It is there, and its keys cannot be seen: without them two containers could write the same records.',
          `See by SHOW CREATE TABLE that it is a table with PRIMARY KEY (sink, topic, partition, sequence), and let the user see that: GRANT SELECT.`,
        )
      }
      const faults = shapeFaults(columns, LEDGER_COLUMNS)
      if (faults.length > 0) {
        return failed(`It takes no claims: ${faults.join('; ')}.`, REBUILD_LEDGER)
      }
      try {
        const sql = selectPartitionCount(ledgerTable, sinkName ?? '')
        const [row] = await connection.select(sql, 'counting topic-partitions', remainingMs)
        const count = Number(row?.partitions ?? 0)
        return passed(`It is there, with ${count} topic-partitions of sink "${sinkName}".`, false)
      } catch (error) {
        if (!(error instanceof StoreError && error.code === 'ERR_DEADLINE')) throw error
        return warned(
          'It is there; counting its topic-partitions took too long.',
          'Have the ledger function compact it (docs/operations.md), and look again.',
          false,
        )
      }
    },
  }
}
