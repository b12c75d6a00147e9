import type { Connection } from 'mysql2/promise'
import type { LambdaFunction } from '../../lambda/function.ts'
import { startFunction } from '../../lambda/function.ts'
import type { Invocation } from '../../lambda/invocation.ts'
import { buildSink } from '../build-sink.ts'
import type { OnEnd } from '../cleanup.ts'
import { ANY_COLUMN_NAMES } from '../exact-rows.ts'
import { openCommandDatabase } from '../open-database.ts'
import { demandUpperCase } from '../option-names.ts'
import { connectionEnvironment, createScratchDatabase } from '../scratch-database.ts'
import type { Terminal } from '../terminal.ts'
import { describeTables, type TableDescription } from './describe-tables.ts'
import { openRegistries } from './open-registries.ts'
import type { TryRequest } from './parse-arguments.ts'
import { type Readings, readEventParts } from './read-events.ts'
import { type EventFile, readEvents, readSchemas, readText } from './read-files.ts'
import { changesSchema } from './schema-statements.ts'
import { ScriptError } from './script-error.ts'
import { sinkVariables } from './sink-variables.ts'
import { splitStatements } from './split-statements.ts'

/** Long enough for every retry of the sink with its default settings. */
const TIMEOUT_MS = 120_000

/** What came of the events. */
export interface TryResult {
  readonly attempts: readonly { readonly file: EventFile; readonly invocation: Invocation }[]
  readonly readings: Readings
  /** What the sink sent to change a schema, as sent. */
  readonly statements: readonly string[]
  readonly tables: readonly TableDescription[]
  /** Variables and properties that lead to servers of the user's, which are not used. */
  readonly unused: readonly string[]
}

/**
 * Runs events through the built handler against a new, empty database.
 *
 * @param environment of this process: of it the options of the sink count
 * @throws UsageError when a file or a variable cannot be used, ScriptError when one of the user's statements is refused
 */
export async function runTry(
  request: TryRequest,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<TryResult> {
  demandUpperCase(Object.keys({ ...environment, ...request.environment }))
  const events = await readEvents(request.eventFiles)
  const schemas = await readSchemas(request)
  const script = request.sqlFile === null ? '' : await readText(request.sqlFile)
  const database = await openCommandDatabase(terminal, environment, onEnd)
  const scratch = await createScratchDatabase(database, 'sink_try')
  onEnd(() => scratch.close())
  await runScript(scratch.connection, script, request.sqlFile ?? '')
  const modulePath = await terminal.step('Building the sink', () => buildSink(onEnd))
  // An empty one says at once that a schema is missing; the SDK would look for credentials first. Who names an endpoint or
  // credentials of AWS means the real Glue.
  const emptyGlue = !Object.keys(request.environment).some((name) => name.startsWith('AWS_'))
  const registries = await openRegistries(schemas, emptyGlue, onEnd)
  const ownRegistry = Object.hasOwn(registries, 'SINK_REGISTRY_URL')
  const own = sinkVariables(environment, request.environment, ownRegistry)
  const variables = {
    SINK_NAME: 'try',
    ...connectionEnvironment(database, scratch.name),
    ...registries,
    ...own.variables,
  }
  const lambda = startFunction({
    functionName: 'try',
    modulePath,
    environment: variables,
    timeoutMs: TIMEOUT_MS,
  })
  onEnd(() => lambda.close())
  database.statements.clear()
  const attempts = await runEvents(events, lambda, terminal)
  const statements = database.statements.all.map(({ sql }) => sql).filter(changesSchema)
  const readings = await terminal.step('Reading keys and values', () =>
    readEventParts(events, variables, onEnd),
  )
  const tables = await describeTables(scratch.connection)
  return { attempts, readings, statements, tables, unused: own.unused }
}

async function runScript(connection: Connection, script: string, path: string): Promise<void> {
  for (const [index, statement] of splitStatements(script).entries()) {
    try {
      await connection.query({ sql: statement, ...ANY_COLUMN_NAMES })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new ScriptError(`${path}: statement ${index + 1} was refused: ${reason}`, {
        cause: error,
      })
    }
  }
}

async function runEvents(
  events: readonly EventFile[],
  lambda: LambdaFunction,
  terminal: Terminal,
): Promise<TryResult['attempts']> {
  return await terminal.step('Running the events', async (detail) => {
    const attempts: { file: EventFile; invocation: Invocation }[] = []
    for (const [index, file] of events.entries()) {
      detail(`${index + 1} of ${events.length}`)
      attempts.push({ file, invocation: await lambda.invoke(file.text) })
    }
    return attempts
  })
}
