/**
 * What serverless.yml includes: reads `{"stage", "region", "parameters"}` from standard input and writes what they come to as JSON, for
 * osls, which loads neither TypeScript nor, on an older Node, ES modules.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Fragment, ref, type Value } from './deployment/cloudformation.ts'
import { functionName, mappingId } from './deployment/names.ts'
import { readParameters } from './deployment/parameters/read-parameters.ts'
import type { Given } from './deployment/parameters/reading.ts'
import type { Settings } from './deployment/settings.ts'
import { deploymentFragments } from './deployment/template.ts'
import { templateLimitFaults } from './deployment/template-limits.ts'

const bundled = join(import.meta.dirname, '..', 'bundled')

/** What serverless.yml takes from here. */
export interface Deployment {
  /** Nothing may be packaged while there is one. */
  readonly faults: readonly string[]
  /** Nothing may be deployed while there is one. */
  readonly unset: readonly string[]
  readonly warnings: readonly string[]
  /** Null where nothing names it. */
  readonly region: string | null
  readonly settings: Pick<
    Settings,
    | 'stackName'
    | 'memoryMb'
    | 'timeoutSeconds'
    | 'logRetentionDays'
    | 'compactDaily'
    | 'environment'
  >
  /** What the doctor reads beside it. */
  readonly doctorEnvironment: Readonly<Record<string, Value>>
  readonly resources: readonly Fragment[]
}

/** Makes of parameters what serverless.yml takes; without a region it is that of the ARNs. */
export function deployment(stage: string, parameters: Given, region: string | null): Deployment {
  const { settings, ...judgement } = readParameters(stage, region, parameters, (path) =>
    readFileSync(join(bundled, path), 'utf8'),
  )
  const resources = deploymentFragments(settings)
  const { stackName, memoryMb, timeoutSeconds, logRetentionDays, compactDaily } = settings
  return {
    ...judgement,
    faults: [...judgement.faults, ...templateLimitFaults(resources, settings.topics.length)],
    settings: {
      stackName,
      memoryMb,
      timeoutSeconds,
      logRetentionDays,
      compactDaily,
      environment: settings.environment,
    },
    doctorEnvironment: {
      SINK_FUNCTION_NAME: functionName(settings, 'sink'),
      SINK_EVENT_SOURCE_MAPPINGS: byComma(
        settings.topics.map((topic) => ref(mappingId(settings, topic))),
      ),
    },
    resources,
  }
}

/** That CloudFormation joins a list of nothing is not documented. */
function byComma(values: readonly Value[]): Value {
  return values.length === 0 ? '' : { 'Fn::Join': [',', values] }
}

if (import.meta.main) {
  const { stage, region, parameters } = JSON.parse(await text(process.stdin))
  process.stdout.write(JSON.stringify(deployment(stage, parameters, region)))
}
