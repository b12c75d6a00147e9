import { type Config, type ConnectionConfig, readConfig, readConnectionConfig } from '../config.ts'
import { ConfigError } from '../errors.ts'

/** A configuration with faults, and what of it says how to reach the database; null where that part has faults, too. */
export class UnreadConfiguration extends ConfigError {
  readonly connection: ConnectionConfig | null

  constructor(faults: readonly string[], connection: ConnectionConfig | null) {
    super(faults)
    this.connection = connection
  }
}

/**
 * Reads the configuration, or hands its faults over: the doctor must live to tell them.
 * @param environment this process's unless given
 */
export function readConfiguration(
  environment?: Readonly<Record<string, string | undefined>>,
): Config | UnreadConfiguration {
  try {
    return readConfig(environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return new UnreadConfiguration(error.faults, readConnectionConfig(environment))
  }
}
