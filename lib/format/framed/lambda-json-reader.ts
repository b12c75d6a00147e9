import { parseJson } from '../json/exact-json.ts'
import { jsonText } from '../json/json-text.ts'
import type { RegisteredSchema } from '../registry.ts'
import { type BodyReader, createBodyReader } from './body-reader.ts'
import { compileCodec } from './compile-codec.ts'

/** Names a file's first message to a Protobuf codec; the JSON does not tell which message it is of. */
const FIRST_MESSAGE = new Uint8Array([0])

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
  const schema = codec.schemaOf(FIRST_MESSAGE)
  const { compileLambdaJson } = await import('../lambda-json/compile-lambda-json.ts')
  const read = compileLambdaJson(schema)
  return {
    type,
    peek: () => schema,
    decode: (_, base64) => ({ schema, value: read(parseJson(jsonText(base64))) }),
  }
}
