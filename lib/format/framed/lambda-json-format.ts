import type { Schema, Value } from '../../schema.ts'
import { parseJson } from '../exact-json.ts'
import type { Format } from '../format.ts'
import { jsonText } from '../json-text.ts'
import { deliveredSchemaOf, textOf } from '../part-of.ts'
import { createPlainRecordFormat } from '../plain-record-format.ts'
import type { FormatRecord, Part, RecordFormat } from '../record-format.ts'
import type { RegisteredSchema } from '../registry.ts'
import type { SchemaStore } from '../schema-store.ts'
import { compileCodec } from './compile-codec.ts'
import { findDelivered } from './find-frame.ts'
import type { Frame } from './frame.ts'
import { demandBase64 } from './open-body.ts'

/** Reads the JSON that Lambda makes of one schema's values. */
export interface LambdaJsonReader {
  readonly schema: Schema
  readonly read: (base64: string) => Value
}

interface LambdaJsonParts {
  readonly part: Part
  readonly store: SchemaStore<LambdaJsonReader>
  /** @throws ConfigError */
  readonly admit: (frame: Frame) => void
  readonly json: Format
}

/**
 * Reads what the event source mapping delivers with EventRecordFormat=JSON: JSON text, whatever the schema is written in.
 * Without the metadata of a schema it is JSON without one.
 */
export function createLambdaJsonFormat({ part, store, admit, json }: LambdaJsonParts) {
  const plain = createPlainRecordFormat(json, part)

  const readerOf = (frame: Frame, record: FormatRecord): LambdaJsonReader => {
    try {
      return store.find(frame)
    } catch (error) {
      demandBase64(textOf(record, part))
      throw error
    }
  }

  const format: RecordFormat = {
    prepare: (records, remainingMs) => store.prepare(framesOf(records), remainingMs),

    peek(record) {
      const frame = findDelivered(record, part)
      return frame === null ? plain.peek(record) : readerOf(frame, record).schema
    },

    decode(record) {
      const frame = findDelivered(record, part)
      if (frame === null) return plain.decode(record)
      const { schema, read } = readerOf(frame, record)
      return { schema, value: read(textOf(record, part)) }
    },
  }
  return format

  function* framesOf(records: readonly FormatRecord[]): Generator<Frame> {
    for (const record of records) {
      const isNull = (part === 'value' ? record.value : record.key) === null
      if (isNull || deliveredSchemaOf(record, part) === null) continue
      const frame = findDelivered(record, part)
      if (frame === null) continue
      admit(frame)
      yield frame
    }
  }
}

/** Says a Protobuf body of the file's first message: the JSON does not tell which message it is of. */
const FIRST_MESSAGE = new Uint8Array([0])

/** @throws RecordError `ERR_RECORD_SCHEMA` */
export async function compileLambdaJsonReader(
  registered: RegisteredSchema,
): Promise<LambdaJsonReader> {
  const codec = await compileCodec(registered, 'confluent')
  const schema = codec.schemaOf(FIRST_MESSAGE)
  if (registered.type === 'JSON') {
    return { schema, read: (base64) => codec.decode(demandBase64(base64)) }
  }
  const { compileLambdaJson } = await import('../lambda-json/compile-lambda-json.ts')
  const read = compileLambdaJson(schema)
  return { schema, read: (base64) => read(parseJson(jsonText(base64))) }
}
