import { type EventArguments, parseEventArguments } from '../event-arguments.ts'

export const usage = `Usage: npm run try -- EVENT.json [MORE.json …] [--schema ID=FILE …]
                  [--env NAME=VALUE …] [--sql FILE] [--json]

Shows what the sink would do to your topic: a new, empty database, then each
event through the built handler.

  EVENT.json        a Kafka event as Lambda delivers it, or what kcat -J prints
                    of a topic; several go through one container, in order
  --schema ID=FILE  a schema that records name; repeatable. Local registries
                    hold these and no others.
                    ID: 7          an id of a Confluent registry
                        guid:UUID  a GUID of a Confluent registry
                        UUID       a schema version of AWS Glue
                    FILE: ends in .avsc (Avro), .proto (Protobuf) or .json
                    (JSON Schema)
  --schema-reference NAME=FILE
                    a schema that those of Confluent refer to; repeatable. NAME:
                    as they write it, a full name (Avro), an import path
                    (Protobuf), a $ref (JSON Schema)
  --env NAME=VALUE  a variable for the sink, such as
                    SINK_TABLE_KEYS="PRIMARY=id"; repeatable, wins over the
                    environment
  --sql FILE        statements to run first, separated by ";"
  --json            one line of JSON as the last line of standard output

SINK_* of the environment count, SINK_PROPERTIES and SINK_PROPERTIES_FILE
included; SINGLESTORE_* and the connection.* of properties do not: the database
is the command's own.

Exit code: 0 when every event was answered, 1 when one failed, 2 for misuse.
SINGLESTORE_TEST_URL=mysql://user:password@host:port/ uses a real server instead
of the stand-in.`

/** What the user asked `try` to do. */
export type TryRequest = EventArguments

/** @throws UsageError that names the argument */
export function parseArguments(args: readonly string[]): TryRequest {
  return parseEventArguments(args, true)
}
