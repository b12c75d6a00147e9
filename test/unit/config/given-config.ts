import { type Config, readConfig } from '../../../lib/config.ts'
import { ConfigError } from '../../../lib/errors.ts'

export type Environment = Readonly<Record<string, string>>

/** What every configuration needs. */
export const complete: Environment = {
  SINGLESTORE_ENDPOINT: 'db.example.com',
  SINGLESTORE_DATABASE: 'shop',
  SINK_NAME: 'orders',
}

/** There is no file at all. */
export const noFiles = (path: string): string => {
  throw Object.assign(new Error(path), { code: 'ENOENT' })
}

/** A configuration that has what every one needs, and these beside it. */
export function givenConfig(environment: Environment, properties?: string): Config {
  const given = properties === undefined ? {} : { SINK_PROPERTIES: properties }
  return readConfig({ ...complete, ...given, ...environment }, noFiles)
}

/** What is wrong with it; none where it is accepted. */
export function faultsOf(environment: Environment, properties?: string): readonly string[] {
  try {
    givenConfig(environment, properties)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}
