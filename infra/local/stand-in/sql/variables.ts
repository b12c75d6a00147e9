import { Refusal } from './refusal.ts'
import { serverIdentity } from './server-identity.ts'
import type { Statement } from './statement.ts'

/**
 * `server`: MariaDB has it, perhaps under another name. `emulated`: remembered by the rules, without
 * effect. `constant`: cannot be set.
 */
export type Variable =
  | { readonly kind: 'server'; readonly name: string; readonly settable: boolean }
  | { readonly kind: 'emulated'; readonly initial: string; readonly values?: readonly string[] }
  | { readonly kind: 'constant'; readonly value: (statement: Statement) => string }

const server = (name: string): Variable => ({ kind: 'server', name, settable: true })
const readOnly = (name: string): Variable => ({ kind: 'server', name, settable: false })
const emulated = (initial: string, ...values: readonly string[]): Variable =>
  values.length === 0 ? { kind: 'emulated', initial } : { kind: 'emulated', initial, values }
const constant = (value: (statement: Statement) => string): Variable => ({
  kind: 'constant',
  value,
})

const OFF = ['0', 'OFF', 'FALSE']

/** The variables the stand-in knows; SET and SELECT of any other is error 1193. */
export const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ['memsql_version', constant((statement) => statement.world.serverVersion)],
  ['aggregator_id', constant((statement) => String(statement.world.aggregatorId))],
  ['version', constant(() => serverIdentity.compatibleVersion)],
  ['version_comment', constant(() => serverIdentity.versionComment)],
  ['table_name_case_sensitivity', constant(() => '1')],
  ['pseudo_thread_id', constant((statement) => String(statement.session.connectionId))],
  ['autocommit', server('autocommit')],
  ['character_set_client', server('character_set_client')],
  ['character_set_connection', server('character_set_connection')],
  ['character_set_results', server('character_set_results')],
  ['character_set_server', readOnly('character_set_server')],
  ['collation_connection', server('collation_connection')],
  ['collation_server', readOnly('collation_server')],
  ['group_concat_max_len', server('group_concat_max_len')],
  ['interactive_timeout', server('interactive_timeout')],
  ['local_infile', readOnly('local_infile')],
  ['lock_wait_timeout', server('innodb_lock_wait_timeout')],
  ['max_allowed_packet', readOnly('max_allowed_packet')],
  ['net_buffer_length', readOnly('net_buffer_length')],
  ['net_read_timeout', server('net_read_timeout')],
  ['net_write_timeout', server('net_write_timeout')],
  ['sql_select_limit', server('sql_select_limit')],
  ['system_time_zone', readOnly('system_time_zone')],
  ['time_zone', server('time_zone')],
  ['transaction_isolation', readOnly('tx_isolation')],
  ['tx_isolation', readOnly('tx_isolation')],
  ['wait_timeout', server('wait_timeout')],
  ['compile_only', emulated('0', ...OFF)],
  ['data_conversion_compatibility_level', emulated('8.0', '8.0')],
  ['default_columnstore_table_lock_threshold', emulated('5000')],
  ['columnstore_table_lock_threshold', emulated('0')],
  ['default_table_type', emulated('columnstore', 'columnstore', 'rowstore')],
  ['enable_extended_types_metadata', emulated('0', ...OFF)],
  ['multi_statement_xact_idle_timeout', emulated('3600')],
  ['sql_mode', emulated('STRICT_ALL_TABLES')],
  ['warn_level', emulated('WARNINGS', 'WARNINGS')],
])

/** Throws a Refusal (1193) for a variable SingleStore, or the stand-in, does not have. */
export function findVariable(name: string): Variable {
  const variable = VARIABLES.get(name.toLowerCase())
  if (variable === undefined) {
    throw new Refusal(1193, 'HY000', `Unknown system variable '${name}'`)
  }
  return variable
}

/** The value of a variable the rules answer for; undefined where MariaDB does. */
export function variableValue(statement: Statement, name: string): string | undefined {
  const variable = findVariable(name)
  switch (variable.kind) {
    case 'server':
      return undefined
    case 'constant':
      return variable.value(statement)
    case 'emulated': {
      const key = name.toLowerCase()
      const { memory, world } = statement
      return memory.variables.get(key) ?? world.sessions.globals.get(key) ?? variable.initial
    }
  }
}
