/** One value for each point of time; null: nothing was measured. */
export type Series = readonly (number | null)[]

/** Three hours, in periods of five minutes. */
export const POINTS = 36

export const POINT_SECONDS = 300

export function seriesOf(value: (index: number) => number | null): Series {
  return Array.from({ length: POINTS }, (_, index) => value(index))
}
