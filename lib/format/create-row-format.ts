import type { Decoded, DecodedRow } from '../schema.ts'
import { readingOf } from './debezium/schema-reading.ts'
import { schemalessBefore, schemalessRow } from './debezium/schemaless-row.ts'
import type { RecordFormat } from './record-format.ts'
import type { RowFormat } from './row-format.ts'

/**
 * Makes the format of rows from the format of values. A record without a value, or with a null one, is a delete; of a
 * change event of Debezium the row is what stands in `after`.
 */
export function createRowFormat(format: RecordFormat): RowFormat {
  return {
    prepare: (records, remainingMs) => format.prepare(records, remainingMs),

    peek(record) {
      if (record.value === null) return 'delete'
      const schema = format.peek(record)
      return schema === null ? null : readingOf(schema).peeked
    },

    decode(record) {
      if (record.value === null) return 'delete'
      const decoded = format.decode(record)
      if (!isRow(decoded)) return 'delete'
      return decoded.schema === null
        ? schemalessRow(decoded, record.topic)
        : readingOf(decoded.schema).row(decoded)
    },

    before(record) {
      if (record.value === null) return null
      const decoded = format.decode(record)
      if (!isRow(decoded)) return null
      return decoded.schema === null
        ? schemalessBefore(decoded)
        : readingOf(decoded.schema).before(decoded)
    },
  }
}

function isRow(decoded: Decoded): decoded is DecodedRow {
  return decoded.value !== null
}
