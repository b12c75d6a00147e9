import type { SchemaId } from '../registry.ts'

/** How messages name a schema. */
export function schemaName(id: SchemaId): string {
  if (id.registry === 'glue') return `schema version ${id.versionId} of the Glue registry`
  return `schema ${'id' in id ? id.id : id.guid} of the Confluent registry`
}
