import { quoteIdentifier, quoteString } from '../identifier.ts'

/** How many topic-partitions a sink has in its ledger, in the column `partitions`. */
export function selectPartitionCount(table: string, sink: string): string {
  return (
    'SELECT COUNT(*) AS `partitions` FROM (SELECT `topic`, `partition` ' +
    `FROM ${quoteIdentifier(table)} WHERE \`sink\` = ${quoteString(sink)} GROUP BY \`topic\`, \`partition\`) AS \`p\``
  )
}
