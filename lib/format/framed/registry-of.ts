import { ConfigError, RecordError } from '../../errors.ts'
import type { Registries } from '../registries.ts'
import type { SchemaRegistry } from '../registry.ts'
import type { Frame } from './frame.ts'

/**
 * Asks the registry that an id is of.
 * @throws RecordError where it is not configured: what only looks framed must not stop the other records
 */
export function fetchFrom({ confluent, glue }: Registries): SchemaRegistry['fetch'] {
  return async (id, remainingMs) => {
    const registry = id.registry === 'glue' ? glue : confluent
    if (registry !== null) return await registry.fetch(id, remainingMs)
    throw new RecordError(
      'ERR_SCHEMA_MISSING',
      'no such registry is configured; set SINK_REGISTRY_URL',
    )
  }
}

/** Makes sure of the registry that a frame needs. @throws ConfigError */
export function demandRegistry({ confluent }: Registries): (frame: Frame) => void {
  return ({ id: { registry } }) => {
    if (registry === 'glue' || confluent !== null) return
    throw new ConfigError([
      'the records name schemas of a Confluent registry, and none is configured; set SINK_REGISTRY_URL',
    ])
  }
}
