import { RecordError } from '../../errors.ts'
import type { Decoded, Schema } from '../../schema.ts'
import type { Codec } from '../codec.ts'
import { textOf } from '../part-of.ts'
import type { FormatRecord, Part, RecordFormat } from '../record-format.ts'
import type { RegisteredSchema } from '../registry.ts'
import type { SchemaStore } from '../schema-store.ts'
import type { Frame } from './frame.ts'
import { demandBase64, openBody, openIndexes, withIndexes } from './open-body.ts'
import { schemaName } from './schema-name.ts'

/** A schema that has been compiled. */
export interface TypedCodec {
  readonly type: RegisteredSchema['type']
  readonly codec: Codec
}

/** What reads the values that no frame stands before. */
type Unframed = Pick<RecordFormat, 'peek' | 'decode'>

interface FramedParts {
  readonly part: Part
  readonly store: SchemaStore<TypedCodec>
  /** The frame of a record, null where it has none; may throw RecordErrors and ConfigErrors. */
  readonly frameOf: (record: FormatRecord) => Frame | null
  /** What the schemas must be written in; null takes every type. */
  readonly typeOf: (record: FormatRecord) => RegisteredSchema['type'] | null
  /** Looked at before a schema is asked for. @throws ConfigError */
  readonly admit: (frame: Frame) => void
  readonly unframed: Unframed
}

const NOTHING = new Uint8Array(0)

/** Reads what frames name the schemas of. */
export function createFramedFormat(parts: FramedParts): RecordFormat {
  const { part, store, frameOf, unframed } = parts

  return {
    prepare: (records, remainingMs) => store.prepare(framesOf(records, parts), remainingMs),

    peek(record): Schema | null {
      const frame = frameOf(record)
      if (frame === null) return unframed.peek(record)
      const text = textOf(record, part)
      const { type, codec } = codecOf(frame, record, parts)
      return codec.schemaOf(type === 'PROTOBUF' ? openIndexes(frame, text) : NOTHING)
    },

    decode(record): Decoded {
      const frame = frameOf(record)
      if (frame === null) return unframed.decode(record)
      const { type, codec } = codecOf(frame, record, parts)
      const opened = openBody(frame, textOf(record, part))
      const body = type === 'PROTOBUF' ? withIndexes(frame, opened) : opened
      return { schema: codec.schemaOf(body), value: codec.decode(body) }
    },
  }
}

/** Of records whose header is damaged there is none: they tell when they are read. */
function* framesOf(records: readonly FormatRecord[], parts: FramedParts): Generator<Frame> {
  const { part, frameOf, admit } = parts
  for (const record of records) {
    if ((part === 'value' ? record.value : record.key) === null) continue
    let frame: Frame | null
    try {
      frame = frameOf(record)
    } catch (error) {
      if (error instanceof RecordError) continue
      throw error
    }
    if (frame === null) continue
    admit(frame)
    yield frame
  }
}

/** A damaged text is the fault of the event, whatever schema it seems to name. */
function codecOf(frame: Frame, record: FormatRecord, { part, store, typeOf }: FramedParts) {
  try {
    const known = store.find(frame)
    const type = typeOf(record)
    if (type !== null && type !== known.type) throw otherType(frame, type, known.type)
    return known
  } catch (error) {
    demandBase64(textOf(record, part))
    throw error
  }
}

function otherType(
  { id }: Frame,
  wanted: RegisteredSchema['type'],
  found: RegisteredSchema['type'],
): RecordError {
  return new RecordError(
    'ERR_RECORD_SCHEMA',
    `${schemaName(id)} is written in ${found}, and ${wanted} is wanted; SINK_VALUE_FORMAT=${FORMATS[found]} or auto reads it`,
  )
}

const FORMATS = {
  AVRO: 'avro',
  PROTOBUF: 'protobuf',
  JSON: 'json-schema',
} as const satisfies Record<RegisteredSchema['type'], string>
