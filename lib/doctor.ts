import type { Config } from './config.ts'
import type { Diagnosis } from './doctor/check.ts'
import type { DoctorDoors } from './doctor/doctor-doors.ts'
import { examineConfiguration } from './doctor/examine-configuration.ts'
import type { ConfigError } from './errors.ts'

/**
 * Looks at everything that a sink of this configuration stands on, from the configuration to the privileges in the
 * database, and says what to mend; it never throws, and leaves nothing behind.
 * @param config the error where it could not be read
 */
export async function diagnose(
  config: Config | ConfigError,
  doors: DoctorDoors,
): Promise<Diagnosis> {
  const { check } = await examineConfiguration(config, doors)
  const checks = [check]
  return { healthy: checks.every(({ outcome }) => outcome !== 'failed'), checks }
}
