import { deploymentOptions } from './deployment-options.ts'

/** What the doctor is told of the deployment that it stands beside. */
export interface Deployment {
  /** The sink's function; null: nobody is to be asked. */
  readonly functionName: string | null
  /** UUIDs; none: all mappings of the function. */
  readonly eventSourceMappings: readonly string[]
  /** What the sink's function has to have, too: every variable of a name such as SINK_*. It may hold secrets. */
  readonly variables: ReadonlyMap<string, string>
}

const own: ReadonlySet<string> = new Set([
  ...Object.values(deploymentOptions).map(({ environment }) => environment),
  // Of the tests and commands, never of a function.
  'SINGLESTORE_TEST_URL',
])

/** Reads what tells of the deployment; empty variables count as not given. */
export function gatherDeployment(
  environment: Readonly<Record<string, string | undefined>>,
): Deployment {
  const text = (option: keyof typeof deploymentOptions) =>
    environment[deploymentOptions[option].environment]?.trim() ?? ''
  const uuids = text('eventSourceMappings').split(',')
  const variables = Object.entries(environment).flatMap(([name, value = '']) =>
    /^(?:SINK|SINGLESTORE)_/.test(name) && !own.has(name) && value.trim() !== ''
      ? [[name, value] as const]
      : [],
  )
  return {
    functionName: text('functionName') || null,
    eventSourceMappings: uuids.map((uuid) => uuid.trim()).filter((uuid) => uuid !== ''),
    variables: new Map(variables),
  }
}
