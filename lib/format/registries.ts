import type { SchemaRegistry } from './registry.ts'

/** Where the schemas of framed records come from. */
export interface Registries {
  /** Null where none is configured. */
  readonly confluent: SchemaRegistry | null
  readonly glue: SchemaRegistry
}
