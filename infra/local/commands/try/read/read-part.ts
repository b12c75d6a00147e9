import { SinkError } from '../../../../../lib/errors.ts'
import { isJsonObject } from '../../../../../lib/format/json/json-object.ts'
import type { FormatRecord, RecordFormat } from '../../../../../lib/format/record-format.ts'
import type { RowFormat } from '../../../../../lib/format/row-format.ts'
import type { Decoded } from '../../../../../lib/schema.ts'
import type { Fault } from '../../fault-of.ts'
import type { ReadColumn, ReadContent } from './reading.ts'
import { jsonTypeText, schemaTypeText } from './type-text.ts'

const NOTHING: ReadContent = { columns: null, type: null, filtered: null, fault: null }

export function readKey(record: FormatRecord, format: RecordFormat): ReadContent {
  return orFault(() => {
    const decoded = format.decode(record)
    const columns = membersOf(decoded)
    return columns === null ? { ...NOTHING, type: typeOf(decoded) } : { ...NOTHING, columns }
  })
}

/** A value is read as the row that it asks for. */
export function readValue(record: FormatRecord, format: RowFormat): ReadContent {
  return orFault(() => {
    const row = format.decode(record)
    if (typeof row === 'string') return { ...NOTHING, filtered: row }
    return { ...NOTHING, columns: membersOf(row) ?? [{ name: 'data', type: typeOf(row) }] }
  })
}

function membersOf(decoded: Decoded): readonly ReadColumn[] | null {
  if (decoded.schema === null) {
    if (!isJsonObject(decoded.value)) return null
    return Object.entries(decoded.value).map(([name, value]) => ({
      name,
      type: jsonTypeText(value),
    }))
  }
  if (decoded.schema.type !== 'struct') return null
  return decoded.schema.fields.map(({ name, schema }) => ({ name, type: schemaTypeText(schema) }))
}

function typeOf({ schema, value }: Decoded): string {
  return schema === null ? jsonTypeText(value) : schemaTypeText(schema)
}

function orFault(read: () => ReadContent): ReadContent {
  try {
    return read()
  } catch (error) {
    return { ...NOTHING, fault: faultFrom(error) }
  }
}

/** @throws what is no error of the sink's own */
export function faultFrom(error: unknown): Fault {
  if (!(error instanceof SinkError)) throw error
  const { code, message } = error
  return { code, message }
}
