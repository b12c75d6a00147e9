import type { ReadFile } from '../connection-fields.ts'
import type { Report } from '../report.ts'
import { readSecretId } from '../secret-id.ts'
import type { Settings } from '../settings.ts'
import { type RegistryFields, readRegistryFields } from './registry-fields.ts'
import { joinRegistry } from './registry-join.ts'

/** What was given explicitly of a registry; `registrySource` joins it with the secret. */
export interface RegistrySettings extends RegistryFields {
  /** With neither a secret nor URLs there is no registry. */
  readonly secretId: string | null
}

/** Reads the settings; what no secret can mend is reported at once. */
export function readRegistrySettings(
  settings: Settings,
  readFile: ReadFile,
  report: Report,
): RegistrySettings {
  let faults = 0
  const count = (fault: string) => {
    faults += 1
    report(fault)
  }
  const fields = readRegistryFields({ get: settings.get, readFile }, count)
  const secret = settings.get('registrySecretId')
  if (secret !== null && secret.text === settings.get('secretId')?.text) {
    count(
      `${secret.place}: is the secret of the database, whose user and password are others; give the registry its own`,
    )
  }
  const isGiven = Object.values(fields).some((field) => field !== null)
  // What could not be read would only seem to be missing.
  if (secret === null && isGiven && faults === 0) joinRegistry(fields, null, count)
  return { ...fields, secretId: readSecretId(secret, report) }
}
