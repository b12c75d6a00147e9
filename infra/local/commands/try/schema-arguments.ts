import { extname } from 'node:path'
import type { SchemaId } from '../../../../lib/format/registry.ts'
import type { SchemaType } from '../../registry/stored-schema.ts'
import { UsageError } from '../usage-error.ts'
import { parseSchemaId, schemaIdText } from './schema-id.ts'

/** A file that holds a schema. */
interface SchemaFile {
  readonly path: string
  readonly type: SchemaType
}

/** `--schema ID=FILE` */
export interface GivenSchema extends SchemaFile {
  readonly id: SchemaId
}

/** `--schema-reference NAME=FILE` */
export interface GivenReference extends SchemaFile {
  readonly name: string
}

export interface SchemaArguments {
  readonly schemas: readonly GivenSchema[]
  readonly references: readonly GivenReference[]
}

const TYPES: ReadonlyMap<string, SchemaType> = new Map([
  ['.avsc', 'AVRO'],
  ['.proto', 'PROTOBUF'],
  ['.json', 'JSON'],
])

/**
 * @param variables what `--env` sets
 * @throws UsageError that names the argument
 */
export function parseSchemaArguments(
  schemaTexts: readonly string[],
  referenceTexts: readonly string[],
  variables: Readonly<Record<string, string>>,
): SchemaArguments {
  const schemas = schemaTexts.map(parseSchema)
  const references = referenceTexts.map(parseReference)
  demandUnique(
    '--schema',
    schemas.map(({ id }) => schemaIdText(id)),
  )
  demandUnique(
    '--schema-reference',
    references.map(({ name }) => name),
  )
  const registries = new Set(schemas.map(({ id }) => id.registry))
  if (references.length > 0 && !registries.has('confluent')) {
    throw new UsageError(
      '--schema-reference needs a --schema with an id of Confluent: schemas of Glue refer to no others.',
    )
  }
  const rivals = {
    confluent: ['SINK_REGISTRY_URL', 'SINK_REGISTRY_SECRET_ID'],
    glue: ['AWS_ENDPOINT_URL_GLUE'],
  }
  for (const registry of registries) {
    const rival = rivals[registry].find((name) => Object.hasOwn(variables, name))
    if (rival !== undefined) {
      throw new UsageError(
        `--schema starts a registry of its own, and --env ${rival} names another: give one of them.`,
      )
    }
  }
  return { schemas, references }
}

function parseSchema(text: string): GivenSchema {
  const at = text.indexOf('=')
  const id = parseSchemaId(text.slice(0, Math.max(0, at)))
  if (id === null) {
    throw new UsageError(
      `--schema takes ID=FILE, an ID being a number, guid:UUID or UUID, not "${text}".`,
    )
  }
  return { id, ...schemaFile(text.slice(at + 1), `--schema ${text}`) }
}

/** A name may be a URL with `=` in it. */
function parseReference(text: string): GivenReference {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new UsageError(`--schema-reference takes NAME=FILE, not "${text}".`)
  return {
    name: text.slice(0, at),
    ...schemaFile(text.slice(at + 1), `--schema-reference ${text}`),
  }
}

function schemaFile(path: string, place: string): SchemaFile {
  const type = TYPES.get(extname(path).toLowerCase())
  if (type !== undefined) return { path, type }
  throw new UsageError(
    `${place}: the file must end in .avsc (Avro), .proto (Protobuf) or .json (JSON Schema).`,
  )
}

function demandUnique(option: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new UsageError(`${option} ${twice} is given twice.`)
}
