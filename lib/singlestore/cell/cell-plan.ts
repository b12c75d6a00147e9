import type { Value } from '../../schema.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import type { Limits } from './column-limits.ts'

/** Writes one value that is not null as the field of a tab-separated row. */
export type CellWriter = (value: Value) => string

/** How values of one schema reach one column, but for NULL and for what is out of range. */
export interface CellPlan {
  readonly as: LoadAs
  readonly write: CellWriter
  /** The ends of what the values are, for columns that have none. */
  readonly limits: Limits | null
}

export function textCell(write: CellWriter, limits: Limits | null = null): CellPlan {
  return { as: 'text', write, limits }
}

export function refusedCell(error: () => Error): CellPlan {
  return textCell(() => {
    throw error()
  })
}
