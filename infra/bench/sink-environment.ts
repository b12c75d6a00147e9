import { DATABASE, KEYED_TABLE } from './bench-database.ts'
import { TOPIC } from './fullest-event.ts'

/** Where a measured process finds the database. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** The environment of a measured function, whose offsets are its own under its `sinkName`. */
export function sinkEnvironment(
  { host, port }: Address,
  sinkName: string,
  table = KEYED_TABLE,
): Readonly<Record<string, string>> {
  return {
    SINGLESTORE_ENDPOINT: `${host}:${port}`,
    SINGLESTORE_DATABASE: DATABASE,
    SINGLESTORE_USER: 'root',
    SINGLESTORE_TLS: 'disabled',
    SINK_NAME: sinkName,
    SINK_TABLE_NAMES: `${TOPIC}=${table}`,
  }
}
