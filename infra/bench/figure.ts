/** One measured thing and what it may come to. */
export interface Figure {
  /** The heading it stands under. */
  readonly group: string
  /** What is measured, as people read it. */
  readonly name: string
  /** What is measured, as programs read it; stable. */
  readonly key: string
  readonly value: number
  readonly unit: 'ratio' | 'kB' | 'ms' | 'MB' | 'count'
  /** The most that is allowed, in the same unit; null where the figure is only reported. */
  readonly budget: number | null
  /** What the figure was made of. */
  readonly detail: string
}

export type Verdict = 'holds' | 'missed' | 'no budget'

/** A value that is no number holds nothing. */
export function verdictOf({ value, budget }: Pick<Figure, 'value' | 'budget'>): Verdict {
  if (budget === null) return 'no budget'
  return value <= budget ? 'holds' : 'missed'
}
