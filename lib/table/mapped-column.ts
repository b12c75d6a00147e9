import type { Field } from '../schema.ts'
import type { RecordPart } from './extra-column.ts'
import type { Step } from './member-schema.ts'

/** Where a column's value stands: inside the record's value or key, by the steps that lead to it, or beside them. */
export type Filling =
  | { readonly from: 'value'; readonly steps: readonly Step[] }
  /** `steps` null where the record has no key, or one without a schema to tell them. */
  | { readonly from: 'key'; readonly steps: readonly Step[] | null }
  | { readonly from: 'record'; readonly part: RecordPart }

/** A column that rows fill, and from where. */
export type MappedColumn = Field & Filling

/** Whether the schemas tell what the column holds: a key without a schema does not. */
export function isTyped(column: MappedColumn): boolean {
  return column.from !== 'key' || column.steps !== null
}
