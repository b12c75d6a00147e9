import type { FormatName } from '../format-name.ts'
import { deliveredSchemaOf, textOf } from '../part-of.ts'
import { createFormat } from '../plain/create-format.ts'
import { createPlainKeyFormat } from '../plain/plain-key-format.ts'
import { createPlainRecordFormat } from '../plain/plain-record-format.ts'
import type { FormatRecord, Part } from '../record-format.ts'
import type { Registries } from '../registries.ts'
import type { RegisteredSchema } from '../registry.ts'
import { SchemaStore } from '../schema-store.ts'
import { findUnambiguousFrame } from './auto-frame.ts'
import { type BodyReader, createBodyReader } from './body-reader.ts'
import { compileCodec } from './compile-codec.ts'
import { findDelivered, findFrame } from './find-frame.ts'
import { createFramedFormat, type FramedFormat } from './framed-format.ts'
import { compileLambdaJsonReader } from './lambda-json-reader.ts'
import { noFrame } from './no-frame.ts'
import { demandRegistry, fetchFrom } from './registry-of.ts'

/** Makers of the formats whose schemas come from a registry. */
type RegistryFormats = Readonly<
  Record<
    Extract<FormatName, 'auto' | 'avro' | 'protobuf' | 'json-schema' | 'lambda-json'>,
    () => FramedFormat
  >
>

/** The formats of one part share the schemas they know. */
export function createRegistryFormats(part: Part, registries: Registries): RegistryFormats {
  const fetch = fetchFrom(registries)
  const admit = demandRegistry(registries)
  const store = new SchemaStore<BodyReader>({
    fetch,
    compile: async (registered, { registry }) =>
      createBodyReader(registered.type, await compileCodec(registered, registry)),
  })

  const refuse = (record: FormatRecord): never => {
    throw noFrame(textOf(record, part))
  }
  const explicit = (type: RegisteredSchema['type']) => () =>
    createFramedFormat({
      part,
      store,
      frameOf: (record) => findFrame(record, part),
      typeOf: () => type,
      inOwnFormat: true,
      admit,
      unframed: { peek: refuse, decode: refuse },
    })

  const plain = () => createPlainRecordFormat(createFormat('auto'), part)

  return {
    auto: () =>
      createFramedFormat({
        part,
        store,
        frameOf: (record) => findUnambiguousFrame(record, part),
        typeOf: (record) => deliveredSchemaOf(record, part)?.dataFormat ?? null,
        inOwnFormat: true,
        admit: () => undefined,
        unframed: part === 'key' ? createPlainKeyFormat(plain()) : plain(),
      }),
    avro: explicit('AVRO'),
    protobuf: explicit('PROTOBUF'),
    'json-schema': explicit('JSON'),
    'lambda-json': () =>
      createFramedFormat({
        part,
        store: new SchemaStore({ fetch, compile: compileLambdaJsonReader }),
        frameOf: (record) => findDelivered(record, part),
        typeOf: () => null,
        inOwnFormat: false,
        admit,
        unframed: createPlainRecordFormat(createFormat('json'), part),
      }),
  }
}
