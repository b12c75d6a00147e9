import { RecordError } from '../../errors.ts'
import { textOf } from '../part-of.ts'
import type { FormatRecord, Part, RecordFormat } from '../record-format.ts'
import type { RegisteredSchema } from '../registry.ts'
import type { SchemaStore } from '../schema-store.ts'
import type { BodyReader } from './body-reader.ts'
import type { Frame } from './frame.ts'
import { withModeHint } from './mode-hint.ts'
import { demandBase64 } from './open-body.ts'
import { schemaName } from './schema-name.ts'

interface FramedParts {
  readonly part: Part
  readonly store: SchemaStore<BodyReader>
  /** Null where a record has none. @throws RecordError, ConfigError */
  readonly frameOf: (record: FormatRecord) => Frame | null
  /** What the schema must be written in; null where that does not matter. */
  readonly typeOf: (record: FormatRecord) => RegisteredSchema['type'] | null
  /** Bodies are in the format that their schema is of, not in the JSON that Lambda makes of it. */
  readonly inOwnFormat: boolean
  /** Looked at before a schema is asked for. @throws ConfigError */
  readonly admit: (frame: Frame) => void
  /** Reads what no frame stands before. */
  readonly unframed: Pick<RecordFormat, 'peek' | 'decode'>
}

/** A format that can say which schemas it needs without asking for them. */
export interface FramedFormat extends RecordFormat {
  readonly store: SchemaStore<BodyReader>
  /** @throws ConfigError while they are walked */
  frames(records: readonly FormatRecord[]): Iterable<Frame>
}

/** Reads the records whose frames name their schemas. */
export function createFramedFormat(parts: FramedParts): FramedFormat {
  const { part, store, frameOf, unframed, inOwnFormat } = parts
  return {
    store,
    frames: (records) => framesOf(records, parts),
    prepare: (records, remainingMs) => store.prepare(framesOf(records, parts), remainingMs),

    peek(record) {
      const frame = frameOf(record)
      if (frame === null) return unframed.peek(record)
      const reader = readerOf(frame, record, parts)
      try {
        return reader.peek(frame, textOf(record, part))
      } catch (error) {
        throw inOwnFormat ? withModeHint(error, record, part) : error
      }
    },

    decode(record) {
      const frame = frameOf(record)
      if (frame === null) return unframed.decode(record)
      const reader = readerOf(frame, record, parts)
      try {
        return reader.decode(frame, textOf(record, part))
      } catch (error) {
        throw inOwnFormat ? withModeHint(error, record, part) : error
      }
    },
  }
}

/** Of a record whose header is damaged there is none: it tells when it is read. */
function* framesOf(
  records: readonly FormatRecord[],
  { part, frameOf, admit }: FramedParts,
): Generator<Frame> {
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

function readerOf(
  frame: Frame,
  record: FormatRecord,
  { part, store, typeOf }: FramedParts,
): BodyReader {
  try {
    const reader = store.find(frame)
    const wanted = typeOf(record)
    if (wanted !== null && wanted !== reader.type) throw otherType(frame, wanted, reader.type)
    return reader
  } catch (error) {
    // A damaged text is the fault of the event, whatever schema it seems to name.
    demandBase64(textOf(record, part))
    throw error
  }
}

const FORMATS = {
  AVRO: 'avro',
  PROTOBUF: 'protobuf',
  JSON: 'json-schema',
} as const satisfies Record<RegisteredSchema['type'], string>

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
