import { RecordError } from '../../errors.ts'
import { fieldText } from '../changes/row-key.ts'
import type { Column } from '../column.ts'
import type { KeyedColumns, KeyedRow } from '../keyed-row.ts'
import type { Row } from '../row.ts'
import { NULL_FIELD } from '../tsv.ts'
import { asLoaded } from './column-writer.ts'
import { absentField } from './default-field.ts'
import type { Layout } from './layout.ts'

/** Stands for a value that the server makes up. */
const UNKNOWN = Symbol()

/**
 * What a row is known by, from its own fields, and from the defaults of columns that it leaves out.
 * @param told what the record's key tells of a column, null where nothing; as fields are loaded
 * @throws RecordError where the version is NULL or nobody knows it, where the server makes up a part of the key, and where
 * the record's key tells another one than the default; StoreError `ERR_COLUMN_MISSING`
 */
export function keyedRow(
  row: Row,
  keyed: KeyedColumns,
  layout: Layout,
  told: (column: Column) => string | null,
): KeyedRow {
  const { name: table } = layout.table
  // No field holds a tab: it would be escaped.
  const fields = row.line.split('\t')
  const ownField = (column: Column): string | null | undefined => {
    const index = layout.indexIn(row.shape, column)
    if (index === undefined) return undefined
    const field = fields[index] ?? NULL_FIELD
    return present(asLoaded(field, row.shape.columns[index]?.as ?? 'text', column))
  }
  const keyField = (name: string): string | null | typeof UNKNOWN => {
    const column = layout.column(name, 'field')
    const own = ownField(column)
    if (own !== undefined) return own
    const field = leftOut(column)
    if (typeof field === 'string') guardSame(field, told(column), column, table)
    return field
  }
  const version = keyed.version === null ? null : layout.column(keyed.version, 'version')
  const versionField = version === null ? null : versionOf(version, ownField(version), table)
  const parts = keyed.key.map(keyField)
  if (parts.includes(null)) return { row, key: null, version: versionField }
  const key = parts.filter((part) => typeof part === 'string')
  if (key.length < parts.length) {
    throw withoutKey(table, keyed.key[parts.indexOf(UNKNOWN)] ?? '')
  }
  return { row, key, version: versionField }
}

/** Null for a field that is NULL or not there. */
export function present(field: string | undefined): string | null {
  return field === undefined || field === NULL_FIELD ? null : field
}

/** What the server makes of a column that a row leaves out. A TIMESTAMP that takes no NULL may become the time of now. */
function leftOut(column: Column): string | null | typeof UNKNOWN {
  if (!column.hasDefault && !column.isNullable) return UNKNOWN
  const field = absentField(column)
  return field === null ? UNKNOWN : present(field)
}

function versionOf(column: Column, own: string | null | undefined, table: string): string {
  const field = own === undefined ? leftOut(column) : own
  if (typeof field === 'string') return field
  throw withoutVersion(table, column)
}

/** A delete would go by the key: both must mean the same row. */
function guardSame(field: string, told: string | null, column: Column, table: string): void {
  if (told === null || fieldText(told, column) === fieldText(field, column)) return
  throw new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The record leaves the key column "${column.name}" of table "${table}" to its default, and the record's own key tells another value for it. Have the key fill the column (SINK_KEY_COLUMNS), or send the field.`,
    { coordinates: { table, column: column.name } },
  )
}

function withoutKey(table: string, column: string): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The record leaves out the key column "${column}" of table "${table}", which the server then fills with a value that the sink does not know: nothing tells which row it would replace. Send the field, or have the record's key fill the column (SINK_KEY_COLUMNS).`,
    { coordinates: { table, column } },
  )
}

function withoutVersion(table: string, { name }: Column): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The record gives no value for the version column "${name}" of table "${table}" (SINK_VERSION_COLUMN): nothing tells whether it is newer than the row that is there.`,
    { coordinates: { table, column: name } },
  )
}
