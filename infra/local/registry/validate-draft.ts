import { RegistryError } from './registry-error.ts'
import type { SchemaStore } from './schema-store.ts'
import type { SchemaDraft } from './stored-schema.ts'

/**
 * Reads the body of a registration.
 * @throws RegistryError 42201 for what is no schema, or refers to one that is not there
 */
export function readDraft(body: unknown): SchemaDraft {
  const invalid = (why: string) => new RegistryError(42_201, `Invalid schema: ${why}`)
  if (typeof body !== 'object' || body === null) throw invalid('no object')
  const draft = body as Partial<SchemaDraft>
  if (typeof draft.schema !== 'string' || draft.schema === '') throw invalid('Empty schema')
  const { schema, schemaType = 'AVRO', references = [], ruleSet, metadata } = draft
  return {
    schema,
    schemaType,
    references,
    ...(ruleSet === undefined ? {} : { ruleSet }),
    ...(metadata === undefined ? {} : { metadata }),
  }
}

/** @throws RegistryError 42201 */
export function validateDraft(draft: SchemaDraft, store: SchemaStore): void {
  const { schema, schemaType, references = [] } = draft
  const invalid = (why: string) =>
    new RegistryError(42_201, `Invalid schema of type ${schemaType}, details: ${why}`)
  if (!['AVRO', 'PROTOBUF', 'JSON'].includes(schemaType ?? 'AVRO')) {
    throw new RegistryError(42_201, `Invalid schema type ${schemaType}`)
  }
  if (schemaType !== 'PROTOBUF' && !isJson(schema)) throw invalid('no JSON')
  for (const { name, subject, version } of references) {
    try {
      store.version(subject, String(version), true)
    } catch {
      throw invalid(
        `No schema reference found for subject "${subject}" and version ${version} (${name})`,
      )
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
