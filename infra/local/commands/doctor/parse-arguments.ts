import { parseArgs } from 'node:util'
import { parseVariable } from '../parse-variable.ts'
import { UsageError } from '../usage-error.ts'

export const usage = `Usage: npm run doctor -- [--function NAME] [--region REGION]
                     [--env NAME=VALUE …] [--json]

Looks at all that the sink stands on: configuration, secret, names, connections,
certificates, login, privileges (on a scratch table, which it drops), engine
variables, ledger, registry, and how it is deployed; says what to mend.

The environment is that of the function: SINGLESTORE_ENDPOINT,
SINGLESTORE_DATABASE, SINGLESTORE_USER, SINGLESTORE_PASSWORD (or
SINGLESTORE_SECRET_ID, where there are credentials of AWS), SINK_*,
SINK_PROPERTIES with the connector's properties, or SINK_PROPERTIES_FILE with
the path of a file that holds them. What it finds holds for this machine's
network; for the function's, invoke the function doctor of the deployment.

  --function NAME   asks AWS how the sink's function and its event source
                    mappings are deployed; needs credentials of AWS that allow
                    lambda:GetFunctionConfiguration and
                    lambda:ListEventSourceMappings
  --region REGION   where that function is, and the secret by its name
  --env NAME=VALUE  a variable for the sink; repeatable, wins over the
                    environment
  --json            the diagnosis as one line of JSON, the last line of standard
                    output

Exit code: 0 when no check failed, 1 when one did, 2 for misuse.`

/** What the user asked the doctor. */
export interface DoctorRequest {
  /** Name or ARN; null: AWS is not asked, unless the environment names it. */
  readonly functionName: string | null
  readonly region: string | null
  readonly environment: Readonly<Record<string, string>>
  readonly json: boolean
  readonly help: boolean
}

/** @throws UsageError that names the argument */
export function parseArguments(args: readonly string[]): DoctorRequest {
  const values = parse(args)
  for (const name of ['function', 'region'] as const) {
    if (values[name]?.trim() === '') throw new UsageError(`--${name} is given nothing.`)
  }
  if (values.region !== undefined && !/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(values.region)) {
    throw new UsageError('--region takes the code of a region, such as eu-central-1.')
  }
  return {
    functionName: values.function ?? null,
    region: values.region ?? null,
    environment: Object.fromEntries((values.env ?? []).map(parseVariable)),
    json: values.json === true,
    help: values.help === true,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        function: { type: 'string' },
        region: { type: 'string' },
        env: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
