import { ConfigError, RecordError } from '../../errors.ts'
import { createFormat } from '../create-format.ts'
import type { FormatName } from '../format-name.ts'
import { deliveredSchemaOf, textOf } from '../part-of.ts'
import { createPlainRecordFormat } from '../plain-record-format.ts'
import type { FormatRecord, Part, RecordFormat } from '../record-format.ts'
import type { Registries } from '../registries.ts'
import type { RegisteredSchema, SchemaId } from '../registry.ts'
import { SchemaStore } from '../schema-store.ts'
import { findUnambiguousFrame } from './auto-frame.ts'
import { compileCodec } from './compile-codec.ts'
import { findFrame } from './find-frame.ts'
import type { Frame } from './frame.ts'
import { createFramedFormat, type TypedCodec } from './framed-format.ts'
import { compileLambdaJsonReader, createLambdaJsonFormat } from './lambda-json-format.ts'
import { noFrame } from './no-frame.ts'

/** Makers of the formats whose schemas come from a registry; those of one part share what they know. */
type RegistryFormats = Readonly<
  Record<
    Extract<FormatName, 'auto' | 'avro' | 'protobuf' | 'json-schema' | 'lambda-json'>,
    () => RecordFormat
  >
>

export function createRegistryFormats(part: Part, registries: Registries): RegistryFormats {
  const fetch = (id: SchemaId, remainingMs: () => number) =>
    registryOf(id, registries).fetch(id, remainingMs)
  const store = new SchemaStore<TypedCodec>({
    fetch,
    compile: async (registered, { registry }) => ({
      type: registered.type,
      codec: await compileCodec(registered, registry),
    }),
  })
  const admit = ({ id }: Frame) => demandRegistry(id, registries)

  const refuse = (record: FormatRecord): never => {
    throw noFrame(textOf(record, part))
  }
  const explicit = (type: RegisteredSchema['type']) => () =>
    createFramedFormat({
      part,
      store,
      frameOf: (record) => findFrame(record, part),
      typeOf: () => type,
      admit,
      unframed: { peek: refuse, decode: refuse },
    })

  return {
    auto: () =>
      createFramedFormat({
        part,
        store,
        frameOf: (record) => findUnambiguousFrame(record, part),
        typeOf: (record) => deliveredSchemaOf(record, part)?.dataFormat ?? null,
        admit: () => {},
        unframed: createPlainRecordFormat(createFormat('auto'), part),
      }),
    avro: explicit('AVRO'),
    protobuf: explicit('PROTOBUF'),
    'json-schema': explicit('JSON'),
    'lambda-json': () =>
      createLambdaJsonFormat({
        part,
        store: new SchemaStore({ fetch, compile: compileLambdaJsonReader }),
        admit,
        json: createFormat('json'),
      }),
  }
}

/** @throws RecordError `ERR_SCHEMA_MISSING`: a value that only looks framed must not stop the others */
function registryOf(id: SchemaId, { confluent, glue }: Registries) {
  if (id.registry === 'glue') return glue
  if (confluent !== null) return confluent
  throw new RecordError(
    'ERR_SCHEMA_MISSING',
    'no such registry is configured; set SINK_REGISTRY_URL',
  )
}

/** @throws ConfigError where a format needs a registry that is not configured */
function demandRegistry({ registry }: SchemaId, { confluent }: Registries): void {
  if (registry !== 'confluent' || confluent !== null) return
  throw new ConfigError([
    'the records name schemas of a Confluent registry, and none is configured; set SINK_REGISTRY_URL',
  ])
}
