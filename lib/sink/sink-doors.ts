import type { SecretFieldsSource } from '../config/connection-source.ts'
import type { SchemaRegistry } from '../format/registry.ts'

/** The world outside of the sink, passed in. */
export interface SinkDoors {
  /** The fields of the database's secret; null where the configuration names none. */
  readonly secret: SecretFieldsSource | null
  /** Those of the schema registry's, likewise. */
  readonly registrySecret: SecretFieldsSource | null
  readonly glue: SchemaRegistry
  /** Wall clock in milliseconds. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
  readonly info: (message: string) => void
  readonly warn: (message: string) => void
}
