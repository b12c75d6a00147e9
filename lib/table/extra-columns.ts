import { RecordError } from '../errors.ts'
import type { Schema } from '../schema.ts'
import type { ExtraColumn } from './extra-column.ts'
import { partSchema } from './extra-column-schema.ts'
import type { MappedColumn } from './mapped-column.ts'
import { shownName } from './shown-name.ts'

/** How a part of the record fills a column. */
export function extraColumn({ part, column }: ExtraColumn, key: Schema | null): MappedColumn {
  return { name: column, schema: partSchema(part, key), from: 'record', part }
}

/** Something else of the record fills the column. */
export function columnTaken(table: string, { part, column }: ExtraColumn): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `Column ${shownName(column)} of table "${table}" is filled by a field of the record; the ${part} of the record needs another one (SINK_EXTRA_COLUMNS: ${part}=other_name).`,
    { coordinates: { table, column } },
  )
}
