import { startGlue } from '../../glue/glue-server.ts'
import { openRegistry } from '../../registry/open-registry.ts'
import type { SchemaType } from '../../registry/stored-schema.ts'
import type { OnEnd } from '../cleanup.ts'
import type { GivenReference, GivenSchema } from './schema-arguments.ts'
import { schemaIdText } from './schema-id.ts'
import { refersTo } from './schema-references.ts'

/** A file as it was read. */
type Read<Given> = Given & { readonly text: string }

export interface ReadSchemas {
  readonly schemas: readonly Read<GivenSchema>[]
  readonly references: readonly Read<GivenReference>[]
}

/** Beyond every id that a record can name: a schema that was given another name, or none, must not be found by number. */
const FIRST_UNNAMED_ID = 2 ** 31

/**
 * Opens local registries that hold exactly the given schemas, as far as one is needed.
 *
 * @param glueToo whether there is to be a Glue, though no schema of it is given
 * @returns the variables that lead the sink to them
 */
export async function openRegistries(
  given: ReadSchemas,
  glueToo: boolean,
  onEnd: OnEnd,
): Promise<Readonly<Record<string, string>>> {
  const ofGlue = given.schemas.some(({ id }) => id.registry === 'glue')
  return {
    ...(given.schemas.some(({ id }) => id.registry === 'confluent')
      ? await openConfluent(given, onEnd)
      : {}),
    ...(ofGlue || glueToo ? await openGlue(given, onEnd) : {}),
  }
}

async function openConfluent({ schemas, references }: ReadSchemas, onEnd: OnEnd) {
  const registry = await openRegistry()
  onEnd(() => registry.close())
  let unnamedId = FIRST_UNNAMED_ID
  const subjects = new Map(references.map(({ name }, index) => [name, `reference-${index + 1}`]))
  const referencesOf = (type: SchemaType, text: string, own: string | null) =>
    references
      .filter((other) => other.type === type && other.name !== own)
      .filter(({ name }) => refersTo(type, text, name))
      .map(({ name }) => ({ name, subject: subjects.get(name) ?? '', version: 1 }))
  for (const { name, type, text } of references) {
    // Those of JSON Schema are all at hand already: among themselves they would lead in circles.
    const further = type === 'JSON' ? [] : referencesOf(type, text, name)
    registry.register(subjects.get(name) ?? '', type, text, further, { id: unnamedId++ })
  }
  for (const { id, type, text } of schemas) {
    if (id.registry !== 'confluent') continue
    const names = 'id' in id ? { id: id.id } : { id: unnamedId++, guid: id.guid }
    registry.register(
      `schema-${schemaIdText(id)}`,
      type,
      text,
      referencesOf(type, text, null),
      names,
    )
  }
  return { SINK_REGISTRY_URL: registry.url }
}

async function openGlue({ schemas }: ReadSchemas, onEnd: OnEnd) {
  const glue = await startGlue()
  onEnd(async () => await glue[Symbol.asyncDispose]())
  for (const { id, type, text } of schemas) {
    if (id.registry === 'glue')
      glue.versions.set(id.versionId, { definition: text, dataFormat: type })
  }
  return {
    AWS_ENDPOINT_URL_GLUE: glue.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  }
}
