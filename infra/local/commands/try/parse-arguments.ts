import { parseArgs } from 'node:util'
import { parseVariable } from '../parse-variable.ts'
import { UsageError } from '../usage-error.ts'
import { parseSchemaArguments, type SchemaArguments } from './schema-arguments.ts'

export const usage = `Usage: npm run try -- EVENT.json [MORE.json …] [--schema ID=FILE …] [--env NAME=VALUE …] [--sql FILE] [--json]

Shows what the sink would do to your topic: a new, empty database, then each event through the built handler.

  EVENT.json        a Kafka event as Lambda delivers it; several go through one container, in order
  --schema ID=FILE  a schema that records name; repeatable. Local registries hold these and no others.
                    ID: 7          an id of a Confluent registry
                        guid:UUID  a GUID of a Confluent registry
                        UUID       a schema version of AWS Glue
                    FILE: ends in .avsc (Avro), .proto (Protobuf) or .json (JSON Schema)
  --schema-reference NAME=FILE
                    a schema that those of Confluent refer to; repeatable. NAME: as they write it,
                    a full name (Avro), an import path (Protobuf), a $ref (JSON Schema)
  --env NAME=VALUE  a variable for the sink, such as SINK_TABLE_KEYS="PRIMARY=id"; repeatable, wins over ours
  --sql FILE        statements to run first, separated by ";"
  --json            one line of JSON as the last line of standard output

Exit code: 0 when every event was answered, 1 when one failed, 2 for misuse.
SINGLESTORE_TEST_URL=mysql://user:password@host:port/ uses a real server instead of the stand-in.`

/** What the user asked `try` to do. */
export interface TryRequest extends SchemaArguments {
  readonly eventFiles: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly sqlFile: string | null
  readonly json: boolean
  readonly help: boolean
}

/** @throws UsageError that names the argument */
export function parseArguments(args: readonly string[]): TryRequest {
  const { values, positionals } = parse(args)
  const help = values.help === true
  if (positionals.length === 0 && !help) throw new UsageError('No event file is given.')
  const environment = Object.fromEntries((values.env ?? []).map(parseVariable))
  const { schema = [], 'schema-reference': reference = [] } = values
  return {
    eventFiles: positionals,
    environment,
    ...parseSchemaArguments(schema, reference, environment),
    sqlFile: values.sql ?? null,
    json: values.json === true,
    help,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        env: { type: 'string', multiple: true },
        schema: { type: 'string', multiple: true },
        'schema-reference': { type: 'string', multiple: true },
        sql: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
