/** Names one schema of one registry, for good: what it stands for never changes. */
export type SchemaId =
  | { readonly registry: 'confluent'; readonly id: number }
  | { readonly registry: 'confluent'; readonly guid: string }
  | { readonly registry: 'glue'; readonly versionId: string }

/** A schema as its registry keeps it. */
export interface RegisteredSchema {
  readonly type: 'AVRO' | 'PROTOBUF' | 'JSON'
  readonly text: string
  /**
   * What it refers to, transitively: each once, each after those that it refers to itself. `name` is what the referrer
   * writes: an Avro full name, a JSON Schema `$ref`, an import path of Protobuf.
   */
  readonly references: readonly { readonly name: string; readonly text: string }[]
  /** Asks for the same as serialized descriptors, where a registry can give Protobuf so; null and faults as of `fetch`. */
  readonly serialized?: () => Promise<RegisteredSchema | null>
}

/** Where schemas come from. */
export interface SchemaRegistry {
  /**
   * Null where the registry knows no such schema.
   * @param remainingMs what is left to the invocation; tries again only as long as that
   * @throws RecordError `ERR_RECORD_SCHEMA` for a schema that asks for what no reader can do (fields encrypted by rules);
   * StoreError `ERR_REGISTRY_UNREACHABLE`, `ERR_REGISTRY_DENIED`; ConfigError where the registry's own settings are wrong
   */
  fetch(id: SchemaId, remainingMs: () => number): Promise<RegisteredSchema | null>
}
