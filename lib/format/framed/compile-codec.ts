import type { Codec, CompileCodec, Framing } from '../codec.ts'
import type { RegisteredSchema } from '../registry.ts'
import { compileSafely } from './compile-safely.ts'

/**
 * Makes the codec of a schema. What reads a type is loaded when the first schema of it is met: a cold start that meets none
 * does not pay for it. A schema that cannot be read as it is registered is asked for in its other form.
 * @throws RecordError `ERR_RECORD_SCHEMA`; what asking throws
 */
export async function compileCodec(registered: RegisteredSchema, framing: Framing): Promise<Codec> {
  const compile = await compilerOf(registered.type)
  try {
    return compileSafely(() => compile(registered, framing))
  } catch (error) {
    const serialized = (await registered.serialized?.()) ?? null
    if (serialized === null) throw error
    return compileSafely(() => compile(serialized, framing))
  }
}

async function compilerOf(type: RegisteredSchema['type']): Promise<CompileCodec> {
  switch (type) {
    case 'AVRO':
      return (await import('../avro/compile-avro.ts')).compileAvro
    case 'PROTOBUF':
      return (await import('../protobuf/compile-protobuf.ts')).compileProtobuf
    case 'JSON':
      return (await import('../json-schema/compile-json-schema.ts')).compileJsonSchema
    default:
      return type satisfies never
  }
}
