import { RecordError } from '../../errors.ts'

/** The value of a column that is nearest to one it cannot hold: an end of its range, a text; null where there is none. */
export type Nearest = 'least' | 'greatest' | { readonly text: string } | null

const MEND = 'SINK_OUT_OF_RANGE=null or clamp writes something else.'

/** A value that its column cannot hold: what becomes of it is the policy's to decide. */
export class OutOfRange extends RecordError {
  readonly nearest: Nearest
  /** The message but for the mend. */
  readonly what: string

  /**
   * @param what names no contents
   * @param mend empty where the policy is no way out, or `what` names it
   */
  constructor(what: string, nearest: Nearest, column?: string, mend = MEND) {
    super(
      'ERR_RECORD_OUT_OF_RANGE',
      mend === '' ? what : `${what} ${mend}`,
      column === undefined ? {} : { coordinates: { column } },
    )
    this.nearest = nearest
    this.what = what
  }
}

/** The end of a range that lies on a value's side. */
export function endOf(isNegative: boolean): Nearest {
  return isNegative ? 'least' : 'greatest'
}
