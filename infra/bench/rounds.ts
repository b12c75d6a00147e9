/** How often each thing is measured. */
export interface Rounds {
  readonly events: number
  readonly imports: number
  readonly claims: number
}

/** Two minutes of measuring, or half a minute for a first look. */
export function roundsOf(quick: boolean): Rounds {
  return quick ? { events: 9, imports: 5, claims: 200 } : { events: 31, imports: 15, claims: 1_000 }
}
