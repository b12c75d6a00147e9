import { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'
import type { KeyedColumns, KeyedRow } from '../keyed-row.ts'
import type { Row } from '../row.ts'
import { NULL_FIELD } from '../tsv.ts'
import { asLoaded } from './column-writer.ts'
import type { Layout } from './layout.ts'

/**
 * What a row is known by, from its own fields.
 * @throws RecordError where the version is NULL or left out; StoreError `ERR_COLUMN_MISSING`
 */
export function keyedRow(row: Row, keyed: KeyedColumns, layout: Layout): KeyedRow {
  // No field holds a tab: it would be escaped.
  const fields = row.line.split('\t')
  const fieldOf = (column: Column): string | null => {
    const index = layout.indexIn(row.shape, column)
    if (index === undefined) return null
    const field = fields[index] ?? NULL_FIELD
    return present(asLoaded(field, row.shape.columns[index]?.as ?? 'text', column))
  }
  const version = keyed.version === null ? null : layout.column(keyed.version, 'version')
  const versionField = version === null ? null : fieldOf(version)
  if (version !== null && versionField === null) throw withoutVersion(layout.table.name, version)
  const key: string[] = []
  for (const name of keyed.key) {
    const field = fieldOf(layout.column(name, 'field'))
    if (field === null) return { row, key: null, version: versionField }
    key.push(field)
  }
  return { row, key, version: versionField }
}

/** Null for a field that is NULL or not there. */
export function present(field: string | undefined): string | null {
  return field === undefined || field === NULL_FIELD ? null : field
}

function withoutVersion(table: string, { name }: Column): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The record gives no value for the version column "${name}" of table "${table}" (SINK_VERSION_COLUMN): nothing tells whether it is newer than the row that is there.`,
    { coordinates: { table, column: name } },
  )
}
