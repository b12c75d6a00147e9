import { isJsonObject } from '../../format/json/json-object.ts'
import type { JsonValue, Schema, Value } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import type { RecordPart } from '../../table/extra-column.ts'
import { memberless, namesOfKeyColumns } from '../../table/key-columns.ts'
import type { MappedColumn } from '../../table/mapped-column.ts'
import type { MappingRules } from '../../table/mapping-rules.ts'
import type { Step } from '../../table/member-schema.ts'
import type { RowOrigin } from '../../table/row-origin.ts'
import { type Cell, compileCell } from '../cell/cell.ts'
import { loadJsonAs, writeJsonCell } from '../cell/json-cell.ts'
import { compileJsonWriter } from '../cell/json-writer.ts'
import type { Column } from '../column.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import { escapeField, NULL_FIELD, unescapeField } from '../tsv.ts'
import { inColumn, typeOfJson, typeOfSchema } from './fault-in-column.ts'
import { memberOfColumn } from './json-member.ts'
import { partValue } from './part-value.ts'

/** How one column of a table is filled. */
export interface ColumnWriter {
  readonly column: Column
  readonly as: LoadAs
  /**
   * The field of the row; undefined where a key without a schema lacks the member.
   * @throws RecordError that names the column
   */
  readonly write: (value: Value, origin: RowOrigin | null) => string | undefined
}

/** What columns are compiled for. */
export interface Writing {
  readonly table: string
  readonly encoding: Encoding
  readonly rules: MappingRules
}

/** Compiles the way of a column's values, wherever they stand. */
export function compileColumn(
  mapped: MappedColumn,
  column: Column,
  writing: Writing,
): ColumnWriter {
  switch (mapped.from) {
    case 'value':
      return valueWriter(mapped.schema, mapped.steps, column, writing.encoding)
    case 'key':
      return mapped.steps === null
        ? jsonKeyWriter(column, writing)
        : keyWriter(mapped.schema, mapped.steps, column, writing.encoding)
    case 'record':
      return partWriter(mapped.part, mapped.schema, column, writing.encoding)
    default:
      return mapped satisfies never
  }
}

/** A value inside the record's value, whatever row that is. */
function valueWriter(
  schema: Schema,
  steps: readonly Step[],
  column: Column,
  encoding: Encoding,
): ColumnWriter {
  const { as, write } = namedCell(schema, column, compileCell(schema, column, encoding))
  return { column, as, write: (value) => write(follow(value, steps)) }
}

/** A value inside the record's key. */
export function keyWriter(
  schema: Schema,
  steps: readonly Step[],
  column: Column,
  encoding: Encoding,
): ColumnWriter {
  const { as, write } = namedCell(schema, column, compileCell(schema, column, encoding))
  return { column, as, write: (_, origin) => write(follow(keyValue(origin), steps)) }
}

/** The key of a record that has one with a schema, or none. */
function keyValue(origin: RowOrigin | null): Value {
  const key = origin?.key ?? null
  return key === null || key.schema === null ? null : key.value
}

/** A member of a key without a schema, or such a key as a whole. */
function jsonKeyWriter(column: Column, { table, encoding, rules }: Writing): ColumnWriter {
  const names = namesOfKeyColumns(table, rules.keyColumns)
  return {
    column,
    as: loadJsonAs(column),
    write: (_, origin) => {
      const key = origin?.key ?? null
      if (key === null || key.schema !== null || key.value === null) return NULL_FIELD
      if (!isJsonObject(key.value)) {
        if (names.length > 1) throw memberless(table, names)
        return writeJson(key.value, column, encoding)
      }
      const member = memberOfColumn(key.value, column.name)
      return member === undefined ? undefined : writeJson(member, column, encoding)
    },
  }
}

function partWriter(
  part: RecordPart,
  schema: Schema,
  column: Column,
  encoding: Encoding,
): ColumnWriter {
  if (part === 'key') return wholeKeyWriter(schema, column, encoding)
  const { as, write } = namedCell(schema, column, compileCell(schema, column, encoding))
  return {
    column,
    as,
    write: (_, origin) => {
      if (origin === null)
        throw new TypeError('Columns are filled from a record that is not given.')
      return write(partValue(part, origin.record))
    },
  }
}

/** The key of a record as it is; JSON text in a JSON column. */
function wholeKeyWriter(schema: Schema, column: Column, encoding: Encoding): ColumnWriter {
  const ofSchema = namedCell(schema, column, wholeKeyCell(schema, column, encoding))
  return {
    column,
    as: loadJsonAs(column),
    write: (_, origin) => {
      const key = origin?.key ?? null
      if (key === null) return NULL_FIELD
      return key.schema === null
        ? writeJson(key.value, column, encoding)
        : asLoaded(ofSchema.write(key.value), ofSchema.as, column)
    },
  }
}

/** Of a record's field a text in a JSON column is JSON already; a key may be any text. */
function wholeKeyCell(schema: Schema, column: Column, encoding: Encoding): Cell {
  if (column.kind !== 'json' || schema.type !== 'string' || schema.name !== null) {
    return compileCell(schema, column, encoding)
  }
  const writeText = compileJsonWriter(schema, encoding)
  return {
    as: 'text',
    write: (value) => (value === null ? NULL_FIELD : escapeField(writeText(value))),
  }
}

function follow(whole: Value, steps: readonly Step[]): Value {
  let value = whole
  for (const step of steps) {
    if (value === null) return null
    value =
      (typeof step === 'number'
        ? (value as readonly Value[])[step]
        : (value as ReadonlyMap<Value, Value>).get(step)) ?? null
  }
  return value
}

function namedCell(schema: Schema, column: Column, { as, write }: Cell): Cell {
  return {
    as,
    write: (value) => {
      try {
        return write(value)
      } catch (error) {
        throw inColumn(error, column, typeOfSchema(schema))
      }
    },
  }
}

/** Writes a value without a schema. @throws RecordError that names the column */
export function writeJson(value: JsonValue, column: Column, encoding: Encoding): string {
  try {
    return writeJsonCell(value, column, encoding)
  } catch (error) {
    throw inColumn(error, column, typeOfJson(value))
  }
}

/** A field as rows without a schema load it: into a binary column always base64. */
export function asLoaded(field: string, as: LoadAs, column: Column): string {
  if (as === loadJsonAs(column) || field === NULL_FIELD) return field
  return Buffer.from(unescapeField(field)).toString('base64')
}
