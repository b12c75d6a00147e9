import type { RecordError } from '../../errors.ts'
import type { KafkaRecord } from '../../kafka/record.ts'
import type { DeliveredSchema } from '../../schema/delivered-schema.ts'
import { DEAD_LETTER_COLUMNS } from '../dialect/dead-letter-table.ts'
import type { Row, Shape } from '../row.ts'
import { escapeField, NULL_FIELD } from '../tsv.ts'

/** What the record failed at: reading its bytes, fitting them to a table, or the server's own check. */
export type Stage = 'decode' | 'map' | 'load'

/** A record that cannot become a row, and why. */
export interface DeadLetter {
  readonly record: KafkaRecord
  readonly error: RecordError
  readonly stage: Stage
}

const SHAPE: Shape = { columns: DEAD_LETTER_COLUMNS.map(([name, , as]) => ({ name, as })) }

/** The letter as a row of the dead-letter table: bytes as they came, base64 to base64. */
export function deadLetterRow(letter: DeadLetter, sink: string, sequence: number): Row {
  const { record, error, stage } = letter
  const headers = record.headers.map(({ name, value }) => ({
    // JSON holds no lone surrogate; Kafka's own clients write none.
    name: name.toWellFormed(),
    value: value === null ? null : Buffer.from(value).toString('base64'),
  }))
  const fields = [
    escapeField(sink),
    escapeField(record.topic),
    record.partition,
    record.offset,
    sequence,
    record.timestamp,
    record.key ?? NULL_FIELD,
    record.value ?? NULL_FIELD,
    escapeField(JSON.stringify(headers)),
    schemaField(record.keySchema),
    schemaField(record.valueSchema),
    error.code,
    escapeField(error.message),
    stage,
  ]
  return { shape: SHAPE, line: fields.join('\t') }
}

function schemaField(schema: DeliveredSchema | null): string {
  return schema === null ? NULL_FIELD : escapeField(JSON.stringify(schema))
}
