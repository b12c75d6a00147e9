import { Refusal } from './refusal.ts'
import { findTable, isInformationSchema, type Statement, type TableName } from './statement.ts'

/** BEGIN's documentation: more tables than this cannot be written in one transaction. */
const MAX_TABLES_PER_TRANSACTION = 1024

/**
 * Notes that the statement writes the table. Throws a Refusal where a transaction may not: a reference
 * table on a child aggregator, table number 1025.
 */
export function noteWrite(statement: Statement, name: TableName): void {
  const { session, memory } = statement
  if (isInformationSchema(name.database)) {
    throw new Refusal(1044, '42000', `Access denied to database '${name.database}'`)
  }
  if (!session.inTransaction && memory.autocommit) {
    memory.written.clear()
    return
  }
  if (findTable(statement, name)?.reference === true && session.aggregator === 'child') {
    throw new Refusal(
      1706,
      'HY000',
      'Writing to a reference table in multi-statement transaction is not permitted on child aggregators. Try the command again on the master aggregator.',
    )
  }
  memory.written.add(`${name.database}\0${name.table}`)
  if (memory.written.size > MAX_TABLES_PER_TRANSACTION) {
    throw new Refusal(
      1706,
      'HY000',
      `A multi-statement transaction cannot write to more than ${MAX_TABLES_PER_TRANSACTION} tables; roll back and write fewer`,
    )
  }
}
