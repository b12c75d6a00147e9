import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { connectionOptions } from '../../../../lib/config/connection-options.ts'
import { type Option, propertiesOf } from '../../../../lib/config/option.ts'
import { readProperties } from '../../../../lib/config/property-texts.ts'
import { registryOptions } from '../../../../lib/config/registry/registry-options.ts'

type Variables = Readonly<Record<string, string>>

/** What the user's sink is told, without what leads to the user's servers. */
export interface SinkVariables {
  readonly variables: Variables
  /** Variables of the environment and properties that are left out: they say where a server of the user's is. */
  readonly unused: readonly string[]
}

const ofConnection = namesOf(connectionOptions)
const ofRegistry = namesOf(registryOptions)

/**
 * Gathers the options that the environment and `--env` give, which wins.
 * @param ownRegistry whether schemas are given as files: then no other registry is asked
 */
export function sinkVariables(
  environment: NodeJS.ProcessEnv,
  given: Variables,
  ownRegistry: boolean,
): SinkVariables {
  const isServer = (name: string) => ofConnection.has(name) || (ownRegistry && ofRegistry.has(name))
  const outer = Object.entries(environment).flatMap(([name, text = '']) =>
    /^SINK_/.test(name) && !isServer(name) ? [[name, text]] : [],
  )
  const { variables, left } = withoutServers({ ...Object.fromEntries(outer), ...given }, isServer)
  return { variables, unused: [...Object.keys(environment).filter(isServer), ...left] }
}

/** Takes the servers out of the properties; those with a fault stay as they are, for the sink to tell. */
function withoutServers(variables: Variables, isServer: (name: string) => boolean) {
  const faults: string[] = []
  const path = variables.SINK_PROPERTIES_FILE
  // A deployed sink finds this file in its bundle; here it is the user's, named from where the user stands.
  const whole = path ? { ...variables, SINK_PROPERTIES_FILE: resolve(path) } : variables
  const readFile = (name: string) => readFileSync(name, 'utf8')
  const properties = [...readProperties(whole, readFile, (fault) => faults.push(fault))]
  const left = properties.map(([name]) => name).filter(isServer)
  if (faults.length > 0 || left.length === 0) return { variables: whole, left: [] }
  const { SINK_PROPERTIES_FILE: _, ...others } = whole
  const kept = properties.filter(([name]) => !isServer(name))
  return {
    variables: { ...others, SINK_PROPERTIES: JSON.stringify(Object.fromEntries(kept)) },
    left,
  }
}

function namesOf(options: Readonly<Record<string, Option>>): ReadonlySet<string> {
  return new Set(
    Object.values(options).flatMap((option) => [
      ...(option.environment === null ? [] : [option.environment]),
      ...propertiesOf(option),
    ]),
  )
}
