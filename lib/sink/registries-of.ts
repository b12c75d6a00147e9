import { registrySource } from '../config/registry/registry-connection.ts'
import type { Config } from '../config.ts'
import type { Registries } from '../format/registries.ts'
import type { SchemaRegistry } from '../format/registry.ts'
import type { SinkDoors } from './sink-doors.ts'

/** The registries of one configuration. Confluent's client is loaded when the first schema of it is asked for. */
export function registriesOf(config: Config, doors: SinkDoors): Registries {
  const { urls, secretId } = config.registry
  if (urls === null && secretId === null) return { confluent: null, glue: doors.glue }
  let client: SchemaRegistry | null = null
  return {
    glue: doors.glue,
    confluent: {
      async fetch(id, remainingMs) {
        const { createConfluentRegistry } = await import('../registry/confluent-registry.ts')
        client ??= createConfluentRegistry(registrySource(config, doors.registrySecret), doors)
        return await client.fetch(id, remainingMs)
      },
    },
  }
}
