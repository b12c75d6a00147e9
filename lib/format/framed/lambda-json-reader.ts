import { RecordError } from '../../errors.ts'
import type { Codec } from '../codec.ts'
import { parseJson } from '../json/exact-json.ts'
import { jsonText } from '../json/json-text.ts'
import type { RegisteredSchema } from '../registry.ts'
import { type BodyReader, createBodyReader } from './body-reader.ts'
import { compileCodec } from './compile-codec.ts'
import { compileSafely } from './compile-safely.ts'

/** Name a file's first and second message to a Protobuf codec. */
const FIRST_MESSAGE = Uint8Array.of(0)
const SECOND_MESSAGE = Uint8Array.of(2, 2)

/**
 * Makes the reader of what the event source mapping delivers with EventRecordFormat=JSON: JSON text, whatever the schema
 * is written in.
 * @throws RecordError `ERR_RECORD_SCHEMA`
 */
export async function compileLambdaJsonReader(registered: RegisteredSchema): Promise<BodyReader> {
  const { type } = registered
  const codec = await compileCodec(registered, 'confluent')
  // What was JSON is delivered as it was.
  if (type === 'JSON') return createBodyReader(type, codec)
  if (type === 'PROTOBUF' && hasMessage(codec, SECOND_MESSAGE)) {
    throw new RecordError(
      'ERR_RECORD_SCHEMA',
      'its file holds several messages, and the JSON that Lambda makes does not tell which one it is of; use EventRecordFormat SOURCE in the event source mapping, or register each message in a file of its own, what it uses nested or imported',
    )
  }
  const schema = codec.schemaOf(FIRST_MESSAGE)
  const { compileLambdaJson } = await import('../lambda-json/compile-lambda-json.ts')
  const read = compileSafely(() => compileLambdaJson(schema))
  return {
    type,
    peek: () => schema,
    decode: (_, base64) => ({ schema, value: read(parseJson(jsonText(base64))) }),
  }
}

function hasMessage(codec: Codec, indexes: Uint8Array): boolean {
  try {
    codec.schemaOf(indexes)
    return true
  } catch (error) {
    if (!(error instanceof RecordError)) throw error
    return error.code !== 'ERR_RECORD_UNDECODABLE'
  }
}
