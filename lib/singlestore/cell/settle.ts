import type { OutOfRangePolicy } from '../../table/encoding.ts'
import type { Limits } from './column-limits.ts'
import { type Nearest, OutOfRange } from './out-of-range.ts'

/**
 * What a writer writes, or what the policy puts in its place.
 *
 * @param nullText what NULL is written as; null where none may stand
 * @throws what the writer throws, and OutOfRange where the policy leaves nothing to write
 */
export function settle<Input>(
  write: (value: Input) => string,
  policy: OutOfRangePolicy,
  limits: Limits | null,
  nullText: string | null,
): (value: Input) => string {
  if (policy === 'reject') return write
  return (value) => {
    try {
      return write(value)
    } catch (error) {
      if (!(error instanceof OutOfRange)) throw error
      const nearest = policy === 'clamp' ? nearestText(error.nearest, limits) : null
      const settled = nearest ?? nullText
      if (settled !== null) return settled
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

function withoutNull({ message, coordinates }: OutOfRange): OutOfRange {
  return new OutOfRange(
    `${message} NULL cannot stand in for it: the column is NOT NULL.`,
    null,
    coordinates.column,
  )
}
