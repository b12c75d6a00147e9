import { logicalType } from '../../schema/logical-type.ts'
import type { Schema } from '../../schema.ts'
import type { Encoding } from '../../table/encoding.ts'
import type { Column } from '../column.ts'
import { escapeField } from '../tsv.ts'
import { type CellPlan, textCell } from './cell-plan.ts'
import { jsonLeaf } from './json-leaf.ts'
import { compileJsonWriter } from './json-writer.ts'

/** JSON text: of values that hold others in whatever column, of any in a JSON column. */
export function nestedCell(schema: Schema, encoding: Encoding): CellPlan {
  const leaf = jsonLeaf(schema, logicalType(schema))
  if (leaf !== null) return textCell((value) => escapeField(leaf.write(value)), leaf.limits)
  return jsonCell(schema, encoding)
}

/** `[1,2,3]`. No element of a vector may be null: what the policy leaves no number for takes the whole value with it. */
export function vectorCell(schema: Schema, column: Column, encoding: Encoding): CellPlan {
  if (column.kind === 'json') return nestedCell(schema, encoding)
  return jsonCell(schema, { ...encoding, outOfRange: 'reject' })
}

function jsonCell(schema: Schema, encoding: Encoding): CellPlan {
  const writeJson = compileJsonWriter(schema, encoding)
  return textCell((value) => escapeField(writeJson(value)))
}
