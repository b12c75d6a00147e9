import { readDeployment } from '../../../../lib/config.ts'
import { awsDoors } from '../../../../lib/doctor/aws-doors.ts'
import type { Diagnosis } from '../../../../lib/doctor/check.ts'
import { readConfiguration } from '../../../../lib/doctor/read-configuration.ts'
import { diagnose } from '../../../../lib/doctor.ts'
import type { OnEnd } from '../cleanup.ts'
import { namesDatabase } from '../names-database.ts'
import { demandUpperCase } from '../option-names.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import type { DoctorRequest } from './parse-arguments.ts'
import { printCheck } from './print-check.ts'

/** As long as the function may take. */
const LONGEST_MS = 120_000

/**
 * Examines what the environment names, and prints each check as it ends.
 * @param environment of this process, for the clients of AWS read it, too: what is given with the request goes into it
 * @param onEnd given what ends the visit early, its scratch table dropped
 * @throws UsageError where there is nothing to examine
 */
export async function runDoctor(
  { functionName, region, environment: given }: DoctorRequest,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<Diagnosis> {
  demandUpperCase(Object.keys({ ...environment, ...given }))
  Object.assign(environment, given)
  if (region !== null) environment.AWS_REGION = region
  if (functionName !== null) {
    environment.SINK_FUNCTION_NAME = functionName
    // Those of the environment may be of another function.
    delete environment.SINK_EVENT_SOURCE_MAPPINGS
  }
  if (!namesDatabase(environment) && !environment.SINK_FUNCTION_NAME) {
    throw new UsageError(
      'There is nothing to examine. Set SINGLESTORE_ENDPOINT, SINGLESTORE_DATABASE, SINGLESTORE_USER and SINGLESTORE_PASSWORD ' +
        '(or SINGLESTORE_SECRET_ID, or SINK_PROPERTIES_FILE with the connection.* properties of the connector) and SINK_* as the function has them; ' +
        '--function NAME asks AWS about a function.',
    )
  }
  const config = namesDatabase(environment) ? readConfiguration(environment) : null
  const stop = new AbortController()
  const endMs = Date.now() + LONGEST_MS
  return await terminal.step('Examining', async (detail) => {
    const doors = awsDoors(config, readDeployment(environment), {
      remainingMs: () => Math.max(0, endMs - Date.now()),
      stopped: stop.signal,
      isNamed: functionName !== null,
      onCheck(check) {
        printCheck(check, terminal)
        detail(`after ${check.name}`)
      },
    })
    const visit = diagnose(config, doors)
    onEnd(async () => {
      stop.abort()
      await visit
    })
    const diagnosis = await visit
    detail('')
    return diagnosis
  })
}
