import type { JsonValue } from '../../schema.ts'
import type { ValueBudget } from '../value-budget.ts'
import type { Documents } from './documents.ts'
import type { Shape } from './shape.ts'

/** Where a conversion stands. */
export interface Place {
  /** In the value: `.address.zip`, empty for the whole. */
  readonly at: string
  /** How many structs, arrays and maps lie around it. */
  readonly containers: number
  /** How many structs and unions on the way here can be led back to. */
  readonly announced: number
  /** How many schemas led here. */
  readonly depth: number
}

/** What the shapes of the schemas inside a schema are asked of. */
export interface Conversion {
  readonly documents: Documents
  /** What the shapes charge when they read. */
  readonly budget: ValueBudget
  /** @throws RecordError `ERR_RECORD_SCHEMA` */
  convert(node: JsonValue, place: Place): Shape
}

/** The place of what a struct or union that has been announced leads to. */
export function beyond(place: Place): Place {
  return { ...place, announced: place.announced + 1 }
}

/** The place of what a struct, array or map holds. */
export function inside(place: Place, at: string): Place {
  return { ...place, at, containers: place.containers + 1 }
}
