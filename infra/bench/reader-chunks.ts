import { createRecordFormat } from '../../lib/format/create-record-format.ts'

/** To be bundled as the sink is: the readers that the first schema of a format loads lie in chunks. */
export const READERS = {
  /** Keeps in the entry what a cold start loads anyway. */
  coldStart: createRecordFormat,
  avro: async () => (await import('../../lib/format/avro/compile-avro.ts')).compileAvro,
  protobuf: async () =>
    (await import('../../lib/format/protobuf/compile-protobuf.ts')).compileProtobuf,
  jsonSchema: async () =>
    (await import('../../lib/format/json-schema/compile-json-schema.ts')).compileJsonSchema,
} as const
