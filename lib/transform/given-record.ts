import type { KafkaRecord } from '../kafka/record.ts'
import type { Decoded } from '../schema.ts'
import type { DeleteReading, WriteReading } from '../table/reading.ts'
import { learnSchema } from './known-schemas.ts'
import { type PlainValue, plainValue } from './plain-value.ts'
import type { TransformRecord } from './transform-record.ts'

/** What a record asks for as a transform takes it: its own, to do with as it likes. */
export function givenRecord(
  { partition, offset, timestamp, headers }: KafkaRecord,
  reading: WriteReading | DeleteReading,
): TransformRecord<PlainValue> {
  const { kind, topic, key } = reading
  const row = kind === 'write' ? reading.row : reading.before
  return {
    ...{ topic, partition, offset, timestamp },
    headers: headers.map(({ name, value }) => ({
      name,
      value: value === null ? null : new Uint8Array(value),
    })),
    key: key === null ? null : plainOf(key),
    keySchema: key?.schema ?? null,
    value: row === null ? null : plainOf(row),
    schema: row?.schema ?? null,
    delete: kind === 'delete',
  }
}

function plainOf({ schema, value }: Decoded): PlainValue {
  if (schema === null) return value
  learnSchema(schema)
  return plainValue(schema, value)
}
