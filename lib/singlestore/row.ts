import type { LoadColumn } from './dialect/load-data.ts'

/** The columns a row fills; rows of one shape share a LOAD DATA. The same columns are the same object. */
export interface Shape {
  readonly columns: readonly LoadColumn[]
}

export interface Row {
  readonly shape: Shape
  /** The line of a tab-separated file, without its end. */
  readonly line: string
}
