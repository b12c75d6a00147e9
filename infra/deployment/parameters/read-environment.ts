import { isAbsolute } from 'node:path'
import { type Config, readConfig } from '../../../lib/config.ts'
import { ConfigError } from '../../../lib/errors.ts'
import { type Given, isVariable, type Reading } from './reading.ts'

/** What the functions read. */
type Environment = Readonly<Record<string, string>>

interface Judged {
  readonly environment: Environment
  /** As the sink will read it; null where it would refuse it. */
  readonly config: Config | null
}

interface Options {
  readonly partialResponses: boolean
  readonly sinkName: string
  /** Null: the sink's own. */
  readonly failureHoldMs: number | null
  /** Gives the text of a file of the folder `bundled/`, by its path in the bundle. */
  readonly readFile: (path: string) => string
}

/** Variables that the deployment fills in, and the parameter that each comes from. */
const ofParameters: Readonly<Record<string, string>> = {
  SINK_NAME: 'sink-name',
  SINGLESTORE_ENDPOINT: 'singlestore-endpoint',
  SINGLESTORE_DDL_ENDPOINT: 'singlestore-ddl-endpoint',
  SINGLESTORE_DML_ENDPOINTS: 'singlestore-dml-endpoints',
  SINGLESTORE_DATABASE: 'singlestore-database',
  SINGLESTORE_SECRET_ID: 'singlestore-secret-arn',
  SINK_REGISTRY_SECRET_ID: 'registry-secret-arn',
  SINK_PARTIAL_RESPONSES: 'partial-responses',
}

/** Filled in by the template for the doctor alone. */
const ofDoctor = ['SINK_EVENT_SOURCE_MAPPINGS', 'SINK_FUNCTION_NAME']

/**
 * Reads the variables of the functions: those that parameters stand for, and the sink's options, given under their own names.
 * They are judged as the sink itself will judge them.
 */
export function readEnvironment(reading: Reading, given: Given, options: Options): Judged {
  const environment = {
    SINK_NAME: options.sinkName,
    ...endpoints(reading),
    SINGLESTORE_DATABASE: reading.required('singlestore-database'),
    SINGLESTORE_SECRET_ID: reading.required('singlestore-secret-arn'),
    ...optional('SINK_REGISTRY_SECRET_ID', reading.text('registry-secret-arn')),
    SINK_PARTIAL_RESPONSES: String(options.partialResponses),
    ...optional('SINK_FAILURE_HOLD_MS', options.failureHoldMs),
    ...ownOptions(reading, given),
  }
  return { environment, config: judge(reading, environment, options.readFile) }
}

function endpoints(reading: Reading): Environment {
  const one = 'singlestore-endpoint'
  const ddl = 'singlestore-ddl-endpoint'
  const dml = 'singlestore-dml-endpoints'
  const others = [ddl, dml].filter((name) => reading.isGiven(name as typeof ddl))
  if (others.length === 0) return { SINGLESTORE_ENDPOINT: reading.required(one) }
  reading.ignoreExamples([one])
  if (reading.isGiven(one)) {
    reading.faults.push(`${one} stands in place of ${others.join(' and ')}: leave either empty`)
  } else if (!reading.isGiven(ddl)) {
    reading.faults.push(`${ddl} is not set: ${dml} needs it`)
  }
  return {
    // An example where it is missing: that is told already.
    SINGLESTORE_DDL_ENDPOINT: reading.text(ddl) ?? 'EXAMPLE',
    ...optional('SINGLESTORE_DML_ENDPOINTS', reading.text(dml)),
  }
}

function ownOptions(reading: Reading, given: Given): Environment {
  const variables: [string, string][] = []
  for (const [name, value] of Object.entries(given)) {
    const text = optionText(value)
    if (!isVariable(name) || text.trim() === '') continue
    const parameter = ofParameters[name]
    if (parameter !== undefined) reading.faults.push(`${name}: give ${parameter} instead`)
    else if (ofDoctor.includes(name)) reading.faults.push(`${name}: the deployment sets it itself`)
    else variables.push([name, text])
  }
  for (const [name, value] of variables) {
    if (!holdsSecret(name, value)) continue
    const secret = /REGISTRY/.test(name) ? 'registry-secret-arn' : 'singlestore-secret-arn'
    reading.warnings.push(
      `${name} stands in plain text in the template and in the functions' configuration, for whoever may read them: put it into the secret that ${secret} names`,
    )
  }
  return Object.fromEntries(variables)
}

/** A text as it is, white space and commas too; lists by comma; maps as JSON, which options of several members are. */
function optionText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(optionText).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function holdsSecret(name: string, value: string): boolean {
  if (name === 'SINK_PROPERTIES')
    return /password|user\.info|auth\.token|keystore\.key/i.test(value)
  return /_(?:PASSWORD|TOKEN)$/.test(name) || (/_KEY$/.test(name) && value.includes('-----BEGIN'))
}

/** As the functions will: with the files of `bundled/` beside their code. */
function judge(
  reading: Reading,
  environment: Environment,
  readFile: (path: string) => string,
): Config | null {
  const elsewhere: string[] = []
  const read = (path: string) => {
    if (!isAbsolute(path)) return readFile(path)
    elsewhere.push(path)
    throw Object.assign(new Error(path), { code: OUTSIDE })
  }
  try {
    return readConfig(environment, read)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    reading.faults.push(...error.faults.filter((fault) => !fault.includes(`(${OUTSIDE})`)))
    return null
  } finally {
    for (const path of elsewhere) {
      reading.warnings.push(
        `${path} is outside of the bundle: what it says is judged at the first start`,
      )
    }
  }
}

/** Stands where the system's name of a failure to read does. */
const OUTSIDE = 'EOUTSIDE'

function optional(name: string, value: string | number | null): Environment {
  return value === null ? {} : { [name]: String(value) }
}
