import type { KafkaRecord } from '../../../lib/kafka/record.ts'
import { envelope, structSchema } from '../../support/kafka-event.ts'
import { buildRecord } from '../kafka/build-record.ts'

/** A record whose value is this text; null is a tombstone. */
export function textRecord(
  offset: number,
  text: string | null,
  parts: Partial<KafkaRecord> = {},
): KafkaRecord {
  return buildRecord(offset, {
    value: text === null ? null : Buffer.from(text).toString('base64'),
    ...parts,
  })
}

const ID = structSchema({ id: 'int32' })

/** A Connect envelope with one field, `id`. */
export function idRecord(
  offset: number,
  id: unknown,
  parts: Partial<KafkaRecord> = {},
): KafkaRecord {
  return textRecord(offset, envelope(ID, { id }), parts)
}

/** A Connect envelope whose payload is null: a delete. */
export function deleteRecord(offset: number): KafkaRecord {
  return textRecord(offset, envelope(ID, null))
}

/** Without letter case its two fields are one column: no table can hold it. */
export function unmappableRecord(offset: number): KafkaRecord {
  return textRecord(offset, envelope(structSchema({ id: 'int32', ID: 'int32' }), { id: 1, ID: 2 }))
}

/** An envelope of a type that Connect does not know: its schema cannot even be peeked at. */
export function strangeRecord(offset: number): KafkaRecord {
  return textRecord(offset, envelope('{"type":"strange"}', 1))
}
