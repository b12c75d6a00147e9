import type { Schema } from '../../schema.ts'
import { type Column, isNumeric } from '../column.ts'
import { type CellPlan, refusedCell } from './cell-plan.ts'
import { isoDateCell, isoTimeCell, isoTimestampCell } from './iso-cell.ts'
import { compileStructured, type StructuredKind } from './structured-text.ts'
import { unmappable } from './unmappable.ts'

/** Calendar fields, on their way as the ISO text that they stand for. */
export function structuredCell(schema: Schema, column: Column, of: StructuredKind): CellPlan {
  if (schema.type !== 'struct' || isNumeric(column.kind)) {
    return refusedCell(() =>
      unmappable('A structured date or time', column, 'it is no number. Make it a DATETIME(6).'),
    )
  }
  const textOf = compileStructured(schema, of)
  switch (of) {
    case 'date':
      return isoDateCell(column, textOf)
    case 'time':
    case 'zoned-time':
      return isoTimeCell(column, textOf)
    case 'timestamp':
    case 'zoned-timestamp':
      return isoTimestampCell(column, textOf)
    default:
      return of satisfies never
  }
}
