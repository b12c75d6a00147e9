import type { Config } from '../config.ts'

/** What a deployment without the ledger must know at cold start. */
export function ledgerOffWarning({ tableKeys, tableOptions, changes }: Config): string {
  const ofTables = [...tableOptions.values()].flatMap(({ keys }) => keys ?? [])
  const unique = [...tableKeys, ...ofTables].some(
    ({ type }) => type === 'PRIMARY' || type === 'UNIQUE',
  )
  const warning =
    'The ledger is off (singlestore.metadata.allow=false): records are written at least once.'
  // With upsert a row that is written again replaces itself.
  if (!unique || changes.upsert) return warning
  return `${warning} With a primary or unique key every redelivery will be refused as a duplicate: switch the ledger on, set singlestore.upsert=true, or leave the key out.`
}
