import type { Schema, Value } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import type { MappedColumn } from '../../table/mapped-column.ts'
import { mapColumns } from '../../table/mapping.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { RowOrigin } from '../../table/row-origin.ts'
import type { RowSchemas } from '../../table/row-schemas.ts'
import { compileCell } from '../cell/cell.ts'
import type { Row } from '../row.ts'
import { NULL_FIELD } from '../tsv.ts'
import { compileColumn } from './column-writer.ts'
import { absentField } from './default-field.ts'
import { inColumn, typeOfSchema } from './fault-in-column.ts'
import type { Asker, Layout } from './layout.ts'

/** Writes the rows of values of one schema, whose records have keys of one schema. */
export type RowWriter = (value: Value, origin: RowOrigin | null) => Row

/**
 * Compiles the rows of a schema.
 * Writers throw RecordError. @throws RecordError `ERR_RECORD_UNMAPPABLE`; StoreError `ERR_COLUMN_MISSING`
 */
export function compileRows(
  layout: Layout,
  schemas: RowSchemas & { readonly value: Schema },
  encoding: Encoding,
  rules: MappingRules,
): RowWriter {
  const mapped = mapColumns(layout.table.name, schemas, rules)
  return mapped.every(isInItsPlace)
    ? fieldsInOrder(layout, mapped, encoding, rules)
    : fieldsFromAnywhere(layout, mapped, encoding, rules)
}

/** Whether the columns are the fields of a struct, all of them, as it has them: the usual case, and the fastest. */
function isInItsPlace(column: MappedColumn, index: number): boolean {
  return column.from === 'value' && column.steps.length === 1 && column.steps[0] === index
}

function fieldsInOrder(
  layout: Layout,
  mapped: readonly MappedColumn[],
  encoding: Encoding,
  rules: MappingRules,
): RowWriter {
  const cells = mapped.map((field) => {
    const { name, schema } = field
    const column = layout.column(name, askerOf(field, layout.table.name, rules))
    return { schema, column, cell: compileCell(schema, column, encoding) }
  })
  const shape = layout.shape(cells.map(({ column, cell }) => ({ name: column.name, as: cell.as })))
  const writers = cells.map(({ cell }) => cell.write)
  const end = writers.length === 1 ? '\t' : ''
  return (value) => {
    const values = value as readonly Value[]
    let line = ''
    let index = 0
    try {
      for (; index < writers.length; index += 1) {
        if (index > 0) line += '\t'
        line += writers[index]?.(values[index] ?? null) ?? NULL_FIELD
      }
    } catch (error) {
      const at = cells[index]
      throw at === undefined ? error : inColumn(error, at.column, typeOfSchema(at.schema))
    }
    return { shape, line: line + end }
  }
}

function fieldsFromAnywhere(
  layout: Layout,
  mapped: readonly MappedColumn[],
  encoding: Encoding,
  rules: MappingRules,
): RowWriter {
  const table = layout.table.name
  const writers = mapped.map((column) =>
    compileColumn(column, layout.column(column.name, askerOf(column, table, rules)), {
      ...{ table, encoding, rules },
    }),
  )
  const columns = writers.map(({ column, as }) => ({ name: column.name, as }))
  const whole = layout.shape(columns)
  return (value, origin) => {
    const fields = writers.map(({ column, write }) => write(value, origin) ?? absentField(column))
    const filled = fields.filter((field) => field !== null)
    const shape =
      filled.length === fields.length
        ? whole
        : layout.shape(columns.filter((_, at) => fields[at] !== null))
    return { shape, line: filled.length === 1 ? `${filled[0]}\t` : filled.join('\t') }
  }
}

/** Who asks for a column that a schema's rows fill. */
export function askerOf(
  { from }: MappedColumn,
  table: string,
  { columnToField }: MappingRules,
): Asker {
  if (from !== 'value') return from
  return columnToField.has(table) ? 'mapped' : 'field'
}
