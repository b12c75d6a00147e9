import { logicalType } from '../../schema/logical-type.ts'
import type { Schema } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import type { Column } from '../column.ts'
import { escapeField } from '../tsv.ts'
import { type CellPlan, type CellWriter, textCell } from './cell-plan.ts'
import { jsonLeaf } from './json-leaf.ts'
import { compileJsonWriter } from './json-text.ts'
import { placeholderTest, unavailable } from './placeholder.ts'

/** JSON text: of values that hold others in whatever column, of any in a JSON column. */
export function nestedCell(schema: Schema, column: Column, encoding: Encoding): CellPlan {
  const leaf = jsonLeaf(schema, logicalType(schema))
  if (leaf !== null) return textCell((value) => escapeField(leaf.write(value)), leaf.limits)
  return guardedCell(schema, column, encoding)
}

/** `[1,2,3]`. No element of a vector may be null: what the policy leaves no number for takes the whole value with it. */
export function vectorCell(schema: Schema, column: Column, encoding: Encoding): CellPlan {
  if (column.kind === 'json') return nestedCell(schema, column, encoding)
  return guardedCell(schema, column, { ...encoding, outOfRange: 'reject' })
}

function guardedCell(schema: Schema, column: Column, encoding: Encoding): CellPlan {
  const writeJson = compileJsonWriter(schema, encoding)
  const write: CellWriter = (value) => escapeField(writeJson(value))
  const isPlaceholder = placeholderTest(schema)
  if (isPlaceholder === null) return textCell(write)
  return textCell((value) => {
    if (isPlaceholder(value)) throw unavailable(column)
    return write(value)
  })
}
