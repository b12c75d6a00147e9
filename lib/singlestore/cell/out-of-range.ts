import { RecordError } from '../../errors.ts'

/** The value of a column that is nearest to one it cannot hold: an end of its range, a text; null where there is none. */
export type Nearest = 'least' | 'greatest' | { readonly text: string } | null

/** A value that its column cannot hold: what becomes of it is the policy's to decide. */
export class OutOfRange extends RecordError {
  readonly nearest: Nearest

  /** @param message names no contents */
  constructor(message: string, nearest: Nearest, column?: string) {
    super(
      'ERR_RECORD_OUT_OF_RANGE',
      message,
      column === undefined ? {} : { coordinates: { column } },
    )
    this.nearest = nearest
  }
}

/** The end of a range that lies on a value's side. */
export function endOf(isNegative: boolean): Nearest {
  return isNegative ? 'least' : 'greatest'
}
