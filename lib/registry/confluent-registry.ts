import type { RegisteredSchema, SchemaId, SchemaRegistry } from '../format/registry.ts'
import { resolveReferences } from './references.ts'
import type { RegistryAccessSource } from './registry-access.ts'
import { RegistryClient, type RegistryDoors } from './registry-client.ts'
import { refuseTransformingRules } from './rule-set.ts'
import { readSchemaAnswer } from './schema-answer.ts'

/**
 * Reads schemas from a registry that speaks the REST interface of Confluent's
 * (https://docs.confluent.io/platform/current/schema-registry/develop/api.html): Confluent Platform and Cloud, Redpanda,
 * Karapace, Apicurio. Nothing is read and nobody is asked before the first schema is wanted; schemas are not remembered.
 */
export function createConfluentRegistry(
  access: RegistryAccessSource,
  doors: RegistryDoors,
): SchemaRegistry {
  const client = new RegistryClient(access, doors)

  const fetchAs = async (
    format: Readonly<Record<string, string>>,
    id: SchemaId,
    remainingMs: () => number,
  ): Promise<RegisteredSchema | null> => {
    const path = pathOf(id)
    if (path === null) return null
    const fetchAnswer = (from: string, asked: Readonly<Record<string, string>>, typeName: string) =>
      client.get(withQuery(from, asked), (body) => readSchemaAnswer(body, typeName), remainingMs)

    const root = await fetchAnswer(path, format, 'its type')
    if (root === null) return null
    refuseTransformingRules(root.body)
    const references = await resolveReferences(root, (subject, version) =>
      fetchAnswer(
        `/subjects/${encodeURIComponent(subject)}/versions/${version}`,
        // A version that was deleted since is still what the schema refers to.
        { deleted: 'true', ...format },
        `the type of version ${version} of subject ${JSON.stringify(subject.slice(0, 255))}, to which it refers,`,
      ),
    )
    const registered = { type: root.type, text: root.text, references }
    if (root.type !== 'PROTOBUF' || format === SERIALIZED) return registered
    return { ...registered, serialized: () => fetchAs(SERIALIZED, id, remainingMs) }
  }

  return { fetch: (id, remainingMs) => fetchAs(AS_REGISTERED, id, remainingMs) }
}

const AS_REGISTERED = {}
const SERIALIZED = { format: 'serialized' }

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? path : `${path}?${text}`
}

/** Null for an id of another kind of registry. */
function pathOf(id: SchemaId): string | null {
  if (id.registry !== 'confluent') return null
  return 'id' in id ? `/schemas/ids/${id.id}` : `/schemas/guids/${encodeURIComponent(id.guid)}`
}
