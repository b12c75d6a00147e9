import { ConfigError } from '../../errors.ts'
import type { SecretFieldsSource } from '../connection-source.ts'
import { deepFreeze } from '../freeze.ts'
import { type RegistryFields, readRegistryFields } from './registry-fields.ts'
import { joinRegistry, type RegistryConnection } from './registry-join.ts'
import { gatherRegistrySecret } from './registry-secret.ts'

/**
 * Gives the registry as configured, joined with its secret as it was read last; `secret` is null where none is named.
 * @throws ConfigError (the source) where neither names a URL, or where they contradict each other
 */
export function registrySource(
  config: { readonly registry: RegistryFields },
  secret: SecretFieldsSource | null,
): (fresh: boolean) => Promise<RegistryConnection> {
  let known: { readonly fields: object | null; readonly connection: RegistryConnection } | null =
    null
  return async (fresh) => {
    const fields = (await secret?.fetch({ fresh })) ?? null
    if (known === null || known.fields !== fields) {
      known = { fields, connection: completeRegistry(config.registry, fields) }
    }
    return known.connection
  }
}

function completeRegistry(
  explicit: RegistryFields,
  secretFields: Readonly<Record<string, unknown>> | null,
): RegistryConnection {
  const faults: string[] = []
  const report = (fault: string) => faults.push(fault)
  const secret =
    secretFields === null
      ? null
      : readRegistryFields(
          { get: gatherRegistrySecret(secretFields, report), readFile: null },
          report,
        )
  // What could not be read would only seem to be missing.
  const connection = faults.length > 0 ? null : joinRegistry(explicit, secret, report)
  if (connection === null || faults.length > 0) throw new ConfigError(faults)
  return deepFreeze(connection)
}
