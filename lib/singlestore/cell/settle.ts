import type { OutOfRangePolicy } from '../../table/encoding.ts'
import type { LoadAs } from '../dialect/load-data.ts'
import type { Limits } from './column-limits.ts'
import { type Nearest, OutOfRange } from './out-of-range.ts'

/** What may stand in for a value that is out of range, and how it travels. */
interface StandIns {
  readonly limits: Limits | null
  /** What NULL is written as; null where none may stand. */
  readonly nullText: string | null
  readonly as: LoadAs
}

/**
 * What a writer writes, or what the policy puts in its place.
 * @throws what the writer throws, and OutOfRange where the policy leaves nothing to write
 */
export function settle<Input>(
  write: (value: Input) => string,
  policy: OutOfRangePolicy,
  { limits, nullText, as }: StandIns,
): (value: Input) => string {
  if (policy === 'reject') return write
  return (value) => {
    try {
      return write(value)
    } catch (error) {
      if (!(error instanceof OutOfRange)) throw error
      const nearest = policy === 'clamp' ? nearestText(error.nearest, limits) : null
      if (nearest !== null) return as === 'text' ? nearest : Buffer.from(nearest).toString('base64')
      if (nullText !== null) return nullText
      throw withoutNull(error)
    }
  }
}

function nearestText(nearest: Nearest, limits: Limits | null): string | null {
  switch (nearest) {
    case null:
      return null
    case 'least':
      return limits?.least ?? null
    case 'greatest':
      return limits?.greatest ?? null
    default:
      return nearest.text
  }
}

function withoutNull({ what, coordinates }: OutOfRange): OutOfRange {
  return new OutOfRange(
    `${what} NULL cannot stand in for it: the column is NOT NULL.`,
    null,
    coordinates.column,
    '',
  )
}
