import type { Decoded, Schema } from '../../schema.ts'
import type { Codec } from '../codec.ts'
import type { RegisteredSchema } from '../registry.ts'
import type { Frame } from './frame.ts'
import { openBody, openIndexes, withIndexes } from './open-body.ts'

/** Reads the bodies of one schema, by the frame that names it and the base64 that holds both. */
export interface BodyReader {
  readonly type: RegisteredSchema['type']
  /** @throws RecordError, EventError */
  peek(frame: Frame, base64: string): Schema
  /** @throws RecordError, EventError */
  decode(frame: Frame, base64: string): Decoded
}

const NOTHING = new Uint8Array(0)

/** Only of Protobuf does the body tell its schema: which message it is. */
export function createBodyReader(type: RegisteredSchema['type'], codec: Codec): BodyReader {
  if (type === 'PROTOBUF') {
    return {
      type,
      peek: (frame, base64) => codec.schemaOf(openIndexes(frame, base64)),
      decode(frame, base64) {
        const body = withIndexes(frame, openBody(frame, base64))
        return { schema: codec.schemaOf(body), value: codec.decode(body) }
      },
    }
  }
  const schema = codec.schemaOf(NOTHING)
  return {
    type,
    peek: () => schema,
    decode: (frame, base64) => ({ schema, value: codec.decode(openBody(frame, base64)) }),
  }
}
