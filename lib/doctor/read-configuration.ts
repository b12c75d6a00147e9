import { type Config, readConfig } from '../config.ts'
import { ConfigError } from '../errors.ts'

/**
 * Reads the configuration, or hands its faults over: the doctor must live to tell them.
 * @param environment this process's unless given
 */
export function readConfiguration(
  environment?: Readonly<Record<string, string | undefined>>,
): Config | ConfigError {
  try {
    return readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}
