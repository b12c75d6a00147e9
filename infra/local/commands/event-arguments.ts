import { parseArgs } from 'node:util'
import { parseVariable } from './parse-variable.ts'
import { parseSchemaArguments, type SchemaArguments } from './try/schema-arguments.ts'
import { UsageError } from './usage-error.ts'

/** What the user gives a command that looks at events. */
export interface EventArguments extends SchemaArguments {
  readonly eventFiles: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly json: boolean
  readonly help: boolean
  /** The script that only some commands take. */
  readonly sqlFile: string | null
}

/**
 * @param takesScript whether the command knows `--sql FILE`
 * @throws UsageError that names the argument
 */
export function parseEventArguments(args: readonly string[], takesScript: boolean): EventArguments {
  const { values, positionals } = parse(args)
  const help = values.help === true
  if (values.sql !== undefined && !takesScript) throw new UsageError("Unknown option '--sql'")
  if (positionals.length === 0 && !help) throw new UsageError('No event file is given.')
  const environment = Object.fromEntries((values.env ?? []).map(parseVariable))
  const { schema = [], 'schema-reference': reference = [] } = values
  return {
    eventFiles: positionals,
    environment,
    ...parseSchemaArguments(schema, reference, environment),
    json: values.json === true,
    help,
    sqlFile: values.sql ?? null,
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
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        sql: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
