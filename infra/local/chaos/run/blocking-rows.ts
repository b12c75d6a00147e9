import { accountNumber, BLOCKING_PARTITION } from '../produce/accounts.ts'
import { PLACE_COLUMNS } from '../produce/message-kind.ts'
import type { ProducedPartition } from '../produce/produced.ts'
import type { Asker } from './asker.ts'

const ROWS_PER_INSERT = 500

/** Puts rows in the way of the records that are to be refused for a while. */
export async function insertBlockingRows(
  table: string,
  produced: readonly ProducedPartition[],
  asker: Asker,
): Promise<void> {
  const rows = produced.flatMap(({ partition, records }) =>
    records
      .filter(({ fate }) => fate.kind === 'row-or-letter' || fate.kind === 'row-once-mended')
      .map(({ record: { offset } }) => {
        const number = accountNumber({ partition, offset })
        return `(${number}, ${BLOCKING_PARTITION}, ${offset}, 'in the way')`
      }),
  )
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const some = rows.slice(at, at + ROWS_PER_INSERT)
    await asker.tell(
      `REPLACE INTO \`${table}\` (\`number\`, \`${PLACE_COLUMNS.partition}\`, \`${PLACE_COLUMNS.offset}\`, \`owner\`) VALUES ${some.join(', ')}`,
    )
  }
}

/** Mends the table: what was refused can become rows from now on. */
export async function deleteBlockingRows(table: string, asker: Asker): Promise<void> {
  await asker.tell(
    `DELETE FROM \`${table}\` WHERE \`${PLACE_COLUMNS.partition}\` = ${BLOCKING_PARTITION}`,
  )
}
