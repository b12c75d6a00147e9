import { RecordError } from '../../errors.ts'
import type { Column } from '../column.ts'
import { escapeField } from '../tsv.ts'
import { type CellPlan, type CellWriter, textCell } from './cell-plan.ts'
import { isJson } from './is-json.ts'
import { isPlaceholderUuid, PLACEHOLDER, unavailable } from './placeholder.ts'
import { fitText } from './text-column.ts'

/** A string in a JSON column is JSON text already. */
export function stringCell(column: Column): CellPlan {
  if (column.kind === 'text' && column.members === null) return plainCell(column)
  return guarded(column, stringWriter(column), (value) => value === PLACEHOLDER)
}

/** The most common cell of all, in one function: it is called for every other field of most records. */
function plainCell(column: Column): CellPlan {
  return textCell((value) => {
    if (value === PLACEHOLDER) throw unavailable(column)
    return escapeField(value as string)
  })
}

export function uuidCell(column: Column): CellPlan {
  return guarded(column, stringWriter(column), (value) => isPlaceholderUuid(value))
}

/** JSON text; a column of another kind takes it as any text. */
export function documentCell(column: Column): CellPlan {
  if (column.kind !== 'json') return stringCell(column)
  return guarded(
    column,
    (value) => {
      if (isJson(value)) return escapeField(value)
      throw new RecordError(
        'ERR_RECORD_UNMAPPABLE',
        `A text that its schema calls JSON is none; the JSON column "${column.name}" cannot take it. Make it a LONGTEXT.`,
        { coordinates: { column: column.name } },
      )
    },
    (value) => value === PLACEHOLDER || value === QUOTED_PLACEHOLDER,
  )
}

const QUOTED_PLACEHOLDER = `"${PLACEHOLDER}"`

function guarded(
  column: Column,
  write: (value: string) => string,
  isPlaceholder: (value: string) => boolean,
): CellPlan {
  const guardedWrite: CellWriter = (value) => {
    if (isPlaceholder(value as string)) throw unavailable(column)
    return write(value as string)
  }
  return column.kind === 'binary'
    ? { as: 'base64', write: guardedWrite, limits: null }
    : textCell(guardedWrite)
}

function stringWriter(column: Column): (value: string) => string {
  switch (column.kind) {
    case 'binary':
      return (value) => Buffer.from(value).toString('base64')
    case 'json':
    case 'text':
      if (column.members === null) return escapeField
      return (value) => escapeField(fitText(value, column))
    default:
      return (value) => escapeField(fitText(value, column))
  }
}
