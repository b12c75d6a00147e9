import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP, type Value } from '../schema.ts'
import { type Encoding, LOSSLESS } from '../table/encoding.ts'
import type { Column } from './column.ts'
import { fitDecimal, fitNumber } from './decimal-column.ts'
import type { LoadAs } from './dialect/load-data.ts'
import { compileJsonWriter, finiteText } from './json-text.ts'
import { fitTemporal } from './temporal-column.ts'
import { dateText, datetimeText, timeText } from './temporal-text.ts'
import { fitText } from './text-column.ts'
import { escapeField, NULL_FIELD } from './tsv.ts'
import { isTemporal, unmappable, unmappableBit, withoutUnit } from './unmappable.ts'

/** Writes one value as the field of a tab-separated row. */
export type CellWriter = (value: Value) => string

/** How values of one schema reach one column. */
export interface Cell {
  readonly as: LoadAs
  readonly write: CellWriter
}

/**
 * Compiles the way from a schema to a column; the column's own type always wins.
 * Writers throw RecordError: `ERR_RECORD_OUT_OF_RANGE` for what the column cannot hold, `ERR_RECORD_UNMAPPABLE` for
 * what the server would take for something else.
 */
export function compileCell(schema: Schema, column: Column, _encoding: Encoding = LOSSLESS): Cell {
  const { as, write } = nonNullCell(schema, column)
  return { as, write: (value) => (value === null ? NULL_FIELD : write(value)) }
}

function nonNullCell(schema: Schema, column: Column): Cell {
  if (column.kind === 'bit') return refused(() => unmappableBit(column))
  const isLogical = schema.name !== null && LOGICAL.has(schema.name)
  if (schema.type === 'string' && !isLogical) return stringCell(column)
  if (column.kind === 'json') return jsonCell(schema)
  switch (schema.name) {
    case DATE:
      return dateCell(column)
    case TIME:
      return timeCell(column)
    case TIMESTAMP:
      return timestampCell(column)
    case DECIMAL:
      return numberCell(column, (value) => fitDecimal(String(value), column))
    default:
      return structuralCell(schema, column)
  }
}

const LOGICAL: ReadonlySet<string> = new Set([DATE, TIME, TIMESTAMP, DECIMAL])

function structuralCell(schema: Schema, column: Column): Cell {
  switch (schema.type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return numberCell(column, String)
    case 'float32':
    case 'float64':
      return numberCell(
        column,
        column.kind === 'integer' || column.kind === 'decimal'
          ? (value) => fitNumber(finiteText(Number(value)), column)
          : schema.type === 'float32'
            ? (value) => float32Text(Number(value))
            : (value) => finiteText(Number(value)),
      )
    case 'boolean':
      return numberCell(
        column,
        column.kind === 'text' ? String : (value) => (value === true ? '1' : '0'),
      )
    case 'string':
      return stringCell(column)
    case 'bytes':
      return bytesCell(column)
    case 'array':
    case 'map':
    case 'struct':
      return jsonCell(schema)
    default:
      return schema satisfies never
  }
}

function text(write: CellWriter): Cell {
  return { as: 'text', write }
}

function refused(error: () => Error): Cell {
  return text(() => {
    throw error()
  })
}

function numberCell(column: Column, write: CellWriter): Cell {
  if (column.members !== null) return text((value) => fitText(write(value), column))
  return isTemporal(column) ? refused(() => withoutUnit(column)) : text(write)
}

/** The shortest text of the largest float32 is, as a double, beyond the largest float32: the server would refuse it. */
function float32Text(value: number): string {
  return finiteText(Math.abs(value) >= LARGEST_FLOAT ? largestAsDouble(value) : value)
}

const LARGEST_FLOAT = 3.4028234e38

function largestAsDouble(value: number): number {
  const float = Math.fround(value)
  return Number.isFinite(float) ? float : value
}

function jsonCell(schema: Schema): Cell {
  const write = compileJsonWriter(schema)
  return text((value) => escapeField(write(value)))
}

/** A string in a JSON column is JSON text already. */
function stringCell(column: Column): Cell {
  switch (column.kind) {
    case 'binary':
      return { as: 'base64', write: (value) => Buffer.from(String(value)).toString('base64') }
    case 'json':
      return text((value) => escapeField(value as string))
    case 'text':
      if (column.members === null) return text((value) => escapeField(value as string))
      return text((value) => escapeField(fitText(value as string, column)))
    default:
      return text((value) => escapeField(fitText(value as string, column)))
  }
}

function bytesCell(column: Column): Cell {
  const write: CellWriter = (value) => Buffer.from(value as Uint8Array).toString('base64')
  switch (column.kind) {
    case 'binary':
      return { as: 'base64', write }
    case 'text':
    case 'other':
      return text(write)
    default:
      return refused(() =>
        unmappable(
          'Bytes',
          column,
          'their base64 text could pass for a number. Make it a LONGBLOB.',
        ),
      )
  }
}

function dateCell(column: Column): Cell {
  if (column.kind !== 'time') return temporalCell(column, dateText)
  return refused(() => unmappable('A Date', column, 'it has no time of day. Make it a DATE.'))
}

/** The server reads 10:11:12 as the date 2010-11-12. */
function timeCell(column: Column): Cell {
  if (column.kind !== 'date' && column.kind !== 'datetime') return temporalCell(column, timeText)
  return refused(() => unmappable('A Time', column, 'it has no date. Make it a TIME(6).'))
}

function timestampCell(column: Column): Cell {
  if (column.kind !== 'time') return temporalCell(column, datetimeText)
  return refused(() =>
    unmappable('A Timestamp', column, 'its date would be lost. Make it a DATETIME(6).'),
  )
}

/** A number column takes the number as it is: it was made to hold it. */
function temporalCell(column: Column, format: (value: number) => string): Cell {
  const { kind, fraction } = column
  if (kind === 'integer' || kind === 'decimal' || kind === 'float') return text(String)
  if (isTemporal(column) && (kind === 'date' || fraction === 0)) {
    return text((value) => fitTemporal(format(Number(value)), column))
  }
  return text((value) => format(Number(value)))
}
