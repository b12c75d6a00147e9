import { ConfigError } from '../../errors.ts'

/** Records are routed to a table of the sink's own. */
export function reservedTable(name: string): ConfigError {
  return new ConfigError([
    `records are routed to the table "${name}", which the sink keeps for itself as ledger or for dead letters; give their topic another table (SINK_TABLE_NAMES), or that table another name (SINK_METADATA_TABLE, SINK_DEAD_LETTER_TABLE)`,
  ])
}
