import { quoteString } from '../identifier.ts'

/** The engine variables that are asked for. */
export type VariableName =
  | 'character_set_connection'
  | 'character_set_server'
  | 'collation_server'
  | 'data_conversion_compatibility_level'
  | 'default_table_type'
  | 'local_infile'
  | 'lock_wait_timeout'
  | 'max_allowed_packet'
  | 'memsql_version'
  | 'multi_statement_xact_idle_timeout'
  | 'sql_mode'
  | 'version'

/** One variable, in the column `value`; 1193 where the server has none of this name. */
export function selectVariable(name: VariableName, scope: 'session' | 'global'): string {
  return `SELECT @@${scope === 'global' ? 'GLOBAL.' : ''}${name} AS \`value\``
}

/** The server's clock in seconds of Unix time, in the column `seconds`. */
export function selectClock(): string {
  return 'SELECT UNIX_TIMESTAMP() AS `seconds`'
}

/** How a database is replicated and made durable; the view is documented, the set of its columns differs by version. */
export function selectDistribution(database: string): string {
  return `SELECT * FROM \`information_schema\`.\`DISTRIBUTED_DATABASES\` WHERE \`DATABASE_NAME\` = ${quoteString(database)}`
}
