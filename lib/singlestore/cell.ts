import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP, type Value } from '../schema.ts'
import type { Column, ColumnKind } from './column.ts'
import { fitDecimal } from './decimal-column.ts'
import type { LoadAs } from './dialect/load-data.ts'
import { compileJsonWriter, finiteText } from './json-text.ts'
import { dateText, datetimeText, timeText, zonedToUtc } from './temporal-text.ts'
import { escapeField, NULL_FIELD } from './tsv.ts'

/** Writes one value as the field of a tab-separated row. */
export type CellWriter = (value: Value) => string

/** How values of one schema reach one column. */
export interface Cell {
  readonly as: LoadAs
  readonly write: CellWriter
}

/**
 * Compiles the way from a schema to a column; the column's own type always wins.
 * Writers throw RecordError `ERR_RECORD_OUT_OF_RANGE` for what the column cannot hold.
 */
export function compileCell(schema: Schema, column: Column): Cell {
  const { as, write } = nonNullCell(schema, column)
  return { as, write: (value) => (value === null ? NULL_FIELD : write(value)) }
}

function nonNullCell(schema: Schema, column: Column): Cell {
  const temporal = schema.name === null ? undefined : TEMPORALS.get(schema.name)
  if (temporal !== undefined) return text(temporal(column.kind))
  if (schema.name === DECIMAL) return text((value) => fitDecimal(String(value), column))
  switch (schema.type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return text(String)
    case 'float32':
    case 'float64':
      return text((value) => finiteText(Number(value)))
    case 'boolean':
      return text(
        column.kind === 'text' || column.kind === 'json'
          ? String
          : (value) => (value === true ? '1' : '0'),
      )
    case 'string':
      return stringCell(column)
    case 'bytes':
      return bytesCell(column)
    case 'array':
    case 'map':
    case 'struct': {
      const write = compileJsonWriter(schema)
      return text((value) => escapeField(write(value)))
    }
    default:
      return schema satisfies never
  }
}

function text(write: CellWriter): Cell {
  return { as: 'text', write }
}

function stringCell(column: Column): Cell {
  switch (column.kind) {
    case 'binary':
      return { as: 'base64', write: (value) => Buffer.from(String(value)).toString('base64') }
    case 'datetime':
      return text((value) => escapeField(zonedToUtc(String(value)) ?? String(value)))
    default:
      return text((value) => escapeField(value as string))
  }
}

function bytesCell(column: Column): Cell {
  const base64: CellWriter = (value) => Buffer.from(value as Uint8Array).toString('base64')
  if (column.kind === 'binary') return { as: 'base64', write: base64 }
  return text(column.kind === 'json' ? (value) => `"${base64(value)}"` : base64)
}

type TemporalColumn = (kind: ColumnKind) => CellWriter

/** A number column takes the number as it is: it was made to hold it. */
const TEMPORALS: ReadonlyMap<string, TemporalColumn> = new Map<string, TemporalColumn>([
  [DATE, (kind) => temporal(kind, dateText)],
  [TIME, (kind) => temporal(kind, timeText)],
  [TIMESTAMP, (kind) => temporal(kind, datetimeText)],
])

function temporal(kind: ColumnKind, format: (value: number) => string): CellWriter {
  switch (kind) {
    case 'integer':
    case 'decimal':
    case 'float':
      return String
    case 'json':
      return (value) => `"${format(Number(value))}"`
    default:
      return (value) => format(Number(value))
  }
}
