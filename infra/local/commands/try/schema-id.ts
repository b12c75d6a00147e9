import type { SchemaId } from '../../../../lib/format/registry.ts'

const LARGEST_ID = 2 ** 31 - 1
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads what `--schema` calls a schema: `7`, `guid:UUID` of Confluent, `UUID` of a Glue schema version; null for anything else. */
export function parseSchemaId(text: string): SchemaId | null {
  if (/^\d{1,10}$/.test(text)) {
    const id = Number(text)
    return id > LARGEST_ID ? null : { registry: 'confluent', id }
  }
  const guid = text.startsWith('guid:') ? text.slice('guid:'.length) : null
  if (!UUID.test(guid ?? text)) return null
  return guid === null
    ? { registry: 'glue', versionId: text.toLowerCase() }
    : { registry: 'confluent', guid: guid.toLowerCase() }
}

/** What `parseSchemaId` reads. */
export function schemaIdText(id: SchemaId): string {
  if (id.registry === 'glue') return id.versionId
  return 'id' in id ? String(id.id) : `guid:${id.guid}`
}
