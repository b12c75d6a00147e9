import type { Header, KafkaRecord } from '../../kafka/record.ts'
import type { DeliveredSchema } from '../../schema/delivered-schema.ts'
import type { LetterKey } from '../dialect/dead-letter-rows.ts'
import type { TextRow } from '../session/connection.ts'

/** A dead letter read back: the record as it was delivered. */
export interface StoredLetter {
  readonly key: LetterKey
  readonly record: KafkaRecord
}

export function letterKey(row: TextRow): LetterKey {
  return {
    topic: row.topic ?? '',
    partition: Number(row.partition),
    offset: Number(row.offset),
    sequence: Number(row.sequence),
  }
}

export function storedLetter(row: TextRow): StoredLetter {
  const key = letterKey(row)
  return {
    key,
    record: {
      topic: key.topic,
      partition: key.partition,
      offset: key.offset,
      timestamp: Number(row.timestamp),
      key: base64(row.keyHex),
      value: base64(row.valueHex),
      headers: headersOf(row.headers ?? '[]'),
      keySchema: schemaOf(row.keySchema),
      valueSchema: schemaOf(row.valueSchema),
    },
  }
}

function base64(hex: string | null | undefined): string | null {
  return hex === null || hex === undefined ? null : Buffer.from(hex, 'hex').toString('base64')
}

/** What `deadLetterRow` wrote. */
function schemaOf(json: string | null | undefined): DeliveredSchema | null {
  return json === null || json === undefined ? null : JSON.parse(json)
}

/** What `deadLetterRow` wrote. */
function headersOf(json: string): readonly Header[] {
  const headers = JSON.parse(json) as readonly { name: string; value: string | null }[]
  return headers.map(({ name, value }) => ({
    name,
    value: value === null ? null : Buffer.from(value, 'base64'),
  }))
}
