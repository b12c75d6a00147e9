import { StoreError } from '../../errors.ts'
import { selectDistribution } from '../../singlestore/dialect/server-facts.ts'
import type { TextRow } from '../../singlestore/session/connection.ts'
import { type Finding, passed, skipped, warned } from '../finding.ts'
import type { ServerExamination } from './server-examination.ts'

export function durabilityExamination(database: string): ServerExamination<null> {
  return {
    name: 'Durability',
    did: `Read how "${database}" is replicated and made durable (information_schema.DISTRIBUTED_DATABASES).`,
    mend: 'Let the user read information_schema.',
    async look(connection, remainingMs) {
      try {
        const sql = selectDistribution(database)
        const [row] = await connection.select(sql, 'reading how durable commits are', remainingMs)
        return judgeDurability(row)
      } catch (error) {
        if (!(error instanceof StoreError) || error.errno === undefined) throw error
        return skipped(
          `The server does not tell (error ${error.errno}); with asynchronous replication or durability a failover can lose a committed transaction in part.`,
        )
      }
    },
  }
}

/** @param row of information_schema.DISTRIBUTED_DATABASES, where there is one */
export function judgeDurability(row: TextRow | undefined): Finding {
  const told = Object.entries(row ?? {}).filter(([name]) => /SYNC/i.test(name))
  const replication = told.find(([name]) => /^IS_SYNC$/i.test(name))
  const durability = told.find(([name]) => /^(?!.*REFERENCE).*DURAB/i.test(name))
  if (replication === undefined && durability === undefined) {
    return skipped(
      'The server does not tell; with asynchronous replication or durability a failover can lose a committed transaction in part.',
    )
  }
  const found = [replication, durability]
    .flatMap((column) => (column === undefined ? [] : `${column[0]} is ${column[1] ?? 'NULL'}`))
    .join(', ')
  if (!isOff(replication) && !isOff(durability)) return passed(`${found}.`, null)
  return warned(
    `${found}: a failover can lose a committed transaction in part, and exactly once with it.`,
    'Give the database synchronous replication and durability: both are chosen where it is created (CREATE DATABASE).',
    null,
  )
}

function isOff(column: readonly [string, string | null] | undefined): boolean {
  return column !== undefined && /^(?:0|no|false|off)$/i.test(column[1] ?? '')
}
