import { type EventArguments, parseEventArguments } from '../event-arguments.ts'

export const usage = `Usage: npm run plan -- EVENT.json [MORE.json …] [--schema ID=FILE …]
                   [--env NAME=VALUE …] [--json]

Says what the sink would create or alter in your database for these events, and
does none of it: it only reads (information_schema, SHOW CREATE TABLE, SHOW
TABLES EXTENDED).

The environment is that of the function: SINGLESTORE_ENDPOINT,
SINGLESTORE_DATABASE, SINGLESTORE_USER, SINGLESTORE_PASSWORD (or
SINGLESTORE_SECRET_ID, where there are credentials of AWS), SINK_*,
SINK_PROPERTIES with the connector's properties, or SINK_PROPERTIES_FILE with
the path of a file that holds them. SINK_NAME may be left out.

  EVENT.json        a Kafka event as Lambda delivers it, or what kcat -J prints
                    of a topic; several count as delivered in this order
  --schema ID=FILE, --schema-reference NAME=FILE
                    schemas that records name, as for npm run try; without them
                    the configured registry is asked
  --env NAME=VALUE  a variable for the sink; repeatable, wins over the
                    environment
  --json            one line of JSON as the last line of standard output

Exit code: 0 when nothing would change, 2 when a table would be created or
altered, 1 for misuse and for what would fail: the configuration, the
connection, a record, a table.`

/** What the user asked `plan` to do. */
export type PlanRequest = Omit<EventArguments, 'sqlFile'>

/** @throws UsageError that names the argument */
export function parseArguments(args: readonly string[]): PlanRequest {
  const { sqlFile: _, ...request } = parseEventArguments(args, false)
  return request
}
