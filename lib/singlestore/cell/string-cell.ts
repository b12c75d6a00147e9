import { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'
import { escapeField } from '../tsv.ts'
import { type CellPlan, type CellWriter, textCell } from './cell-plan.ts'
import { isJson } from './is-json.ts'
import { fitText } from './text-column.ts'

const escaped = escapeField as CellWriter

/** A string in a JSON column is JSON text already. */
export function stringCell(column: Column): CellPlan {
  switch (column.kind) {
    case 'binary':
      return {
        as: 'base64',
        write: (value) => Buffer.from(value as string).toString('base64'),
        limits: null,
      }
    case 'json':
    case 'text':
      if (column.members === null) return textCell(escaped)
      return textCell((value) => escapeField(fitText(value as string, column)))
    default:
      return textCell((value) => escapeField(fitText(value as string, column)))
  }
}

/** JSON text; a column of another kind takes it as any text. */
export function documentCell(column: Column): CellPlan {
  if (column.kind !== 'json') return stringCell(column)
  return textCell((value) => {
    if (isJson(value as string)) return escapeField(value as string)
    throw new RecordError(
      'ERR_RECORD_UNMAPPABLE',
      `A text that its schema calls JSON is none; the JSON column "${column.name}" cannot take it. Make it a LONGTEXT.`,
      { coordinates: { column: column.name } },
    )
  })
}
