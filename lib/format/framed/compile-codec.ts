import type { Codec, Framing } from '../codec.ts'
import type { RegisteredSchema } from '../registry.ts'

/**
 * Makes the codec of a schema. What reads a type is loaded when the first schema of it is met: a cold start that meets none
 * does not pay for it.
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export async function compileCodec(registered: RegisteredSchema, framing: Framing): Promise<Codec> {
  switch (registered.type) {
    case 'AVRO':
      return (await import('../avro/compile-avro.ts')).compileAvro(registered, framing)
    case 'PROTOBUF':
      return (await import('../protobuf/compile-protobuf.ts')).compileProtobuf(registered, framing)
    case 'JSON':
      return (await import('../json-schema/compile-json-schema.ts')).compileJsonSchema(
        registered,
        framing,
      )
    default:
      return registered.type satisfies never
  }
}
