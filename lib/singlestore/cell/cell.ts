import { type LogicalType, logicalType } from '../../schema/logical-type.ts'
import type { Schema } from '../../schema.ts'
import { type Encoding, LOSSLESS } from '../../table/encoding.ts'
import type { Column } from '../column.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import { NULL_FIELD } from '../tsv.ts'
import { bitsCell, bytesCell } from './bytes-cell.ts'
import { type CellPlan, type CellWriter, refusedCell } from './cell-plan.ts'
import { keepLength } from './fixed-length.ts'
import { INT32, rangeOf, unsignedRange } from './integer-range.ts'
import { isoDateCell, isoTimeCell, isoTimestampCell } from './iso-cell.ts'
import { nestedCell, vectorCell } from './nested-cell.ts'
import { booleanCell, decimalCell, floatCell, integerCell } from './number-cell.ts'
import { isPlaceholderText, placeholderTest, unavailable } from './placeholder.ts'
import { settle } from './settle.ts'
import { documentCell, stringCell } from './string-cell.ts'
import { structuredCell } from './structured-cell.ts'
import { dateCell, protoTimestampCell, timeCell, timestampCell } from './temporal-cell.ts'
import { unmappableBit } from './unmappable.ts'
import { variableDecimalText } from './variable-decimal.ts'

/** How values of one schema reach one column. */
export interface Cell {
  readonly as: LoadAs
  readonly write: CellWriter
}

/**
 * Compiles the way from a schema to a column; the column's own type always wins.
 * Writers throw RecordError: `ERR_RECORD_OUT_OF_RANGE` for what the column cannot hold, where the policy puts nothing in
 * its place, `ERR_RECORD_UNMAPPABLE` for what the server would take for something else.
 */
export function compileCell(schema: Schema, column: Column, encoding: Encoding = LOSSLESS): Cell {
  const { as, write, limits } = planCell(schema, column, encoding)
  const kept = column.padded === null ? write : keepingLength(write, column, as)
  const nullText = column.isNullable ? NULL_FIELD : null
  const standIns = { limits: column.limits ?? limits, nullText, as }
  return {
    as,
    write: settle(guarded(schema, column, kept, encoding), encoding.outOfRange, standIns),
  }
}

function keepingLength(write: CellWriter, column: Column, as: LoadAs): CellWriter {
  return (value) => keepLength(write(value), column, as)
}

/** Writes NULL for null, and refuses Debezium's placeholder. Texts, the most common of all, pay no call for that. */
function guarded(
  schema: Schema,
  column: Column,
  write: CellWriter,
  encoding: Encoding,
): CellWriter {
  const isPlaceholder = placeholderTest(schema)
  if (isPlaceholder === isPlaceholderText) {
    return (value) => {
      if (value === null) return NULL_FIELD
      if (isPlaceholderText(value)) throw unavailable(encoding, column)
      return write(value)
    }
  }
  if (isPlaceholder === null) return (value) => (value === null ? NULL_FIELD : write(value))
  return (value) => {
    if (value === null) return NULL_FIELD
    if (isPlaceholder(value)) throw unavailable(encoding, column)
    return write(value)
  }
}

function planCell(schema: Schema, column: Column, encoding: Encoding): CellPlan {
  if (column.kind === 'bit') return refusedCell(() => unmappableBit(column))
  const logical = logicalType(schema)
  if (logical !== null) return logicalCell(schema, logical, column, encoding)
  if (column.kind === 'json' && schema.type !== 'string') {
    return nestedCell(schema, encoding)
  }
  return structuralCell(schema, column, encoding)
}

function logicalCell(
  schema: Schema,
  logical: LogicalType,
  column: Column,
  encoding: Encoding,
): CellPlan {
  if (column.kind === 'json' && logical.kind !== 'json') return nestedCell(schema, encoding)
  switch (logical.kind) {
    case 'decimal':
      return decimalCell(column, String)
    case 'variable-decimal':
      return decimalCell(column, (value) =>
        variableDecimalText(value, logical.scaleAt, logical.valueAt),
      )
    case 'date':
      return dateCell(schema, column)
    case 'time':
      return timeCell(schema, column, logical.unit)
    case 'timestamp':
      return timestampCell(schema, column, logical.unit)
    case 'proto-timestamp':
      return protoTimestampCell(column)
    case 'iso-date':
      return isoDateCell(column, String)
    case 'iso-time':
    case 'zoned-time':
      return isoTimeCell(column, String)
    case 'iso-timestamp':
      return isoTimestampCell(column, String)
    case 'structured':
      return structuredCell(schema, column, logical.of)
    case 'year':
      return integerCell(column, INT32)
    case 'interval':
    case 'enum':
    case 'uuid':
      return stringCell(column)
    case 'json':
      return documentCell(column)
    case 'bits':
      return bitsCell(column)
    case 'unsigned':
      return integerCell(column, unsignedRange(logical.bits))
    case 'fixed':
      return bytesCell(column)
    case 'vector':
      return vectorCell(schema, column, encoding)
    default:
      return logical satisfies never
  }
}

function structuralCell(schema: Schema, column: Column, encoding: Encoding): CellPlan {
  switch (schema.type) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
      return integerCell(column, rangeOf(schema))
    case 'float32':
    case 'float64':
      return floatCell(column, schema.type)
    case 'boolean':
      return booleanCell(column)
    case 'string':
      return stringCell(column)
    case 'bytes':
      return bytesCell(column)
    case 'array':
    case 'map':
    case 'struct':
      return nestedCell(schema, encoding)
    default:
      return schema satisfies never
  }
}
