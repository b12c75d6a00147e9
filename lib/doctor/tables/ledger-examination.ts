import type { Config } from '../../config.ts'
import { StoreError } from '../../errors.ts'
import { selectPartitionCount } from '../../singlestore/dialect/ledger-partitions.ts'
import { guardClaimKey } from '../../singlestore/ledger/claim-key.ts'
import { guardLedger, ledgerColumns } from '../../singlestore/ledger/ledger-table.ts'
import { passed, skipped, warned } from '../finding.ts'
import type { ServerExamination } from '../server/server-examination.ts'

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
      const columns = await ledgerColumns(connection, database, ledgerTable, remainingMs)
      if (columns.length === 0) {
        return passed('It is not there yet: the sink creates it with its first event.', true)
      }
      guardLedger(columns, ledgerTable)
      await guardClaimKey(connection, ledgerTable, remainingMs)
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
