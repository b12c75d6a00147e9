import type { RegisteredSchema, SchemaId, SchemaRegistry } from '../../../../lib/format/registry.ts'

/** A registry in memory; `asked` is what was asked for, as JSON. */
export interface LocalRegistry extends SchemaRegistry {
  readonly asked: readonly string[]
}

/** @param schemas each with the id that stands for it */
export function localRegistry(
  ...schemas: readonly (readonly [SchemaId, RegisteredSchema['type'], string])[]
): LocalRegistry {
  const known = new Map(
    schemas.map(([id, type, text]) => [JSON.stringify(id), { type, text, references: [] }]),
  )
  const asked: string[] = []
  return {
    asked,
    fetch: async (id) => {
      asked.push(JSON.stringify(id))
      return known.get(JSON.stringify(id)) ?? null
    },
  }
}
