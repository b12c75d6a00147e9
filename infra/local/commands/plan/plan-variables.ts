import type { OnEnd } from '../cleanup.ts'
import { namesDatabase } from '../names-database.ts'
import { openRegistries, type ReadSchemas } from '../try/open-registries.ts'
import { UsageError } from '../usage-error.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The variables that the sink's environment lacks here: a name for it, and where the given schemas are.
 * @throws UsageError where nothing names a database
 */
export async function planVariables(
  environment: Variables,
  schemas: ReadSchemas,
  onEnd: OnEnd,
): Promise<Readonly<Record<string, string>>> {
  guardDatabase(environment)
  const opened = Object.entries(await openRegistries(schemas, false, onEnd))
  // A secret of the user's is still to be read with the user's own credentials.
  const isOwn = Object.keys(environment).some((name) => name.startsWith('AWS_'))
  return {
    ...Object.fromEntries(
      opened.filter(([name]) => !isOwn || !/^AWS_(?:ACCESS|SECRET)_/.test(name)),
    ),
    ...(environment.SINK_NAME ? {} : { SINK_NAME: 'plan' }),
  }
}

function guardDatabase(environment: Variables): void {
  if (namesDatabase(environment)) return
  throw new UsageError(
    'No database is named: plan compares the events with yours. Set SINGLESTORE_ENDPOINT, SINGLESTORE_DATABASE, SINGLESTORE_USER and SINGLESTORE_PASSWORD ' +
      '(or SINGLESTORE_SECRET_ID, or SINK_PROPERTIES_FILE with the connection.* properties of the connector) as the function has them; ' +
      'npm run try needs no database.',
  )
}
