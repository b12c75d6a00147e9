import type { Field } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import type { TableKey } from '../../table/table-key.ts'
import { type Column, describeColumn } from '../column.ts'
import { placesByName, type Table } from '../table.ts'
import { columnType } from './column-type.ts'

/** Fields of several schemas that the table has no column for: each name once, as the first schema has it. */
export function fieldsWithoutColumn(table: Table, fields: readonly Field[]): readonly Field[] {
  const known = new Set(table.columns.map(({ name }) => name.toLowerCase()))
  return fields.filter(({ name }) => {
    const folded = name.toLowerCase()
    if (known.has(folded)) return false
    known.add(folded)
    return true
  })
}

/** Columns that take no NULL, are filled by no field, and not by the server either. */
export function columnsWithoutField(
  table: Table,
  fields: readonly Pick<Field, 'name'>[],
): readonly Column[] {
  const filled = new Set(fields.map(({ name }) => name.toLowerCase()))
  return table.columns.filter(
    ({ name, type, isNullable, hasDefault }) =>
      !isNullable &&
      !hasDefault &&
      !filled.has(name.toLowerCase()) &&
      // The server may fill it with the time of now though it shows no default.
      !/^timestamp/i.test(type),
  )
}

/** How a field and the column that it goes to have come apart. */
export interface Misfit {
  readonly column: string
  /** A sentence for the log, with both types and the mend. */
  readonly message: string
}

/**
 * Where a table made today would have another kind of column, a wider one, or one that takes NULL. Values are still
 * converted as far as they fit; SingleStore changes neither in a column that exists.
 */
export function misfits(
  table: Table,
  fields: readonly Field[],
  configured: readonly TableKey[],
  profile: TypeProfile,
): readonly Misfit[] {
  const places = placesByName(table)
  const keys = new Set(
    [...table.uniqueKeys, ...configured.map(({ columns }) => columns)]
      .flat()
      .map((name) => name.toLowerCase()),
  )
  return fields.flatMap((field) => {
    const column = table.columns[places.get(field.name.toLowerCase()) ?? -1]
    if (column === undefined) return []
    // The key of a row is never NULL, whatever the schema allows.
    const isKey = keys.has(column.name.toLowerCase())
    const messages = [typeMisfit(field, column, profile), isKey ? null : nullMisfit(field, column)]
    return messages.flatMap((message) => (message === null ? [] : { column: column.name, message }))
  })
}

function typeMisfit({ schema }: Field, column: Column, profile: TypeProfile): string | null {
  const type = columnType(schema, false, profile)
  const wanted = describeColumn(column.name, type, null, '')
  if (wanted.kind === column.kind && !isWider(wanted, column)) return null
  return (
    `the field is ${schema.type.toUpperCase()} (a new column for it would be ${type}), and the column is ${column.type}. ` +
    'SingleStore changes no column’s type: what does not fit is refused. Add a column of the new type, copy the values into it, drop the old one and rename the new one (ALTER TABLE … ADD COLUMN, DROP COLUMN, CHANGE), or send the field under another name. Warm containers go on writing by the old type for up to 15 minutes: disable the event source mapping while you alter the table, and deploy anew or wait before you enable it.'
  )
}

/** Whether a number may be too great for the column, or have too many digits behind the point. */
function isWider(wanted: Column, column: Column): boolean {
  if (wanted.kind !== 'integer' && wanted.kind !== 'decimal') return false
  const [of, held] = [wanted.span, column.span]
  const fraction = (wanted.digits?.fraction ?? 0) > (column.digits?.fraction ?? 0)
  return (
    fraction ||
    (of !== null && held !== null && (of.least < held.least || of.greatest > held.greatest))
  )
}

function nullMisfit({ schema }: Field, column: Column): string | null {
  if (column.isNullable || !schema.optional || schema.default !== null) return null
  return `the field may be null, and the column (${column.type}) is NOT NULL: a record without a value will be refused. Let the column take NULL, or the field always have a value.`
}
