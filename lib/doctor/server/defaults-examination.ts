import { type Finding, passed, warned } from '../finding.ts'
import { readVariable, type ServerExamination } from './server-examination.ts'

/** What a server takes and how it writes it down; null where it lacks the variable. */
export interface ServerDefaults {
  readonly connectionCharset: string | null
  readonly charset: string | null
  readonly collation: string | null
  readonly packetBytes: string | null
  readonly tableType: string | null
}

export const defaultsExamination: ServerExamination<null> = {
  name: 'Defaults of the server',
  did: 'Read the character sets, @@max_allowed_packet and @@default_table_type.',
  mend: 'Let the user read engine variables.',
  async look(connection, remainingMs) {
    return judgeDefaults({
      connectionCharset: await readVariable(connection, 'character_set_connection', remainingMs),
      charset: await readVariable(connection, 'character_set_server', remainingMs),
      collation: await readVariable(connection, 'collation_server', remainingMs),
      packetBytes: await readVariable(connection, 'max_allowed_packet', remainingMs),
      tableType: await readVariable(connection, 'default_table_type', remainingMs),
    })
  },
}

const LEAST_PACKET_BYTES = 2 ** 20

export function judgeDefaults(defaults: ServerDefaults): Finding {
  const { connectionCharset, charset, collation, packetBytes, tableType } = defaults
  const found = [
    `character set ${connectionCharset ?? 'unknown'} of the connection and ${charset ?? 'unknown'} of the server`,
    `collation ${collation ?? 'unknown'}`,
    `max_allowed_packet ${packetBytes ?? 'unknown'}`,
    `default_table_type ${tableType ?? 'unknown'}`,
  ].join(', ')
  if (connectionCharset !== null && connectionCharset !== 'utf8mb4') {
    return warned(
      `${found}: a connection that is not utf8mb4 loses characters.`,
      'Let no proxy between the sink and the server change the character set of the connection.',
      null,
    )
  }
  if (tableType?.toLowerCase() === 'rowstore') {
    return warned(
      `${found}: tables that the sink creates are held in memory.`,
      'SET GLOBAL default_table_type = columnstore, or give tables their storage (SINK_TABLE_OPTIONS).',
      null,
    )
  }
  if (packetBytes !== null && Number(packetBytes) < LEAST_PACKET_BYTES) {
    return warned(
      `${found}: statements about many keys are refused.`,
      `SET GLOBAL max_allowed_packet = ${16 * 2 ** 20}.`,
      null,
    )
  }
  return passed(`${found}.`, null)
}
