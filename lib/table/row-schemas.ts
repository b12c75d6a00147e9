import type { Schema } from '../schema.ts'

/** The schemas of what a row is made of; null where there is none, or nothing reads it. */
export interface RowSchemas {
  readonly value: Schema | null
  readonly key: Schema | null
}
