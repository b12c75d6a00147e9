import type { LinearTime } from '../measured-time.ts'

/** What an event of a size took. */
export interface Sample {
  readonly records: number
  readonly valueBytes: number
  readonly ms: number
  /** A mistake of so many milliseconds counts as one. */
  readonly scaleMs: number
}

/** Which of the three parts a fit may use: all sets of them. */
const PARTS = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]

/** The times, none of them negative, that come nearest to the samples by least squares. */
export function fitTime(samples: readonly Sample[]): LinearTime {
  let best = { error: squares(samples, [0, 0, 0]), found: [0, 0, 0] as readonly number[] }
  for (const parts of PARTS) {
    const found = solve(samples, parts)
    if (found === null || found.some((value) => value < 0)) continue
    const error = squares(samples, found)
    if (error < best.error) best = { error, found }
  }
  const [fixedMs = 0, perRecordUs = 0, perKilobyteUs = 0] = best.found
  return { fixedMs, perRecordUs, perKilobyteUs }
}

function row({ records, valueBytes }: Sample): readonly number[] {
  return [1, records / 1000, valueBytes / 1e6]
}

function squares(samples: readonly Sample[], found: readonly number[]): number {
  return samples.reduce((sum, sample) => {
    const ms = row(sample).reduce((total, value, at) => total + value * (found[at] ?? 0), 0)
    return sum + ((ms - sample.ms) / sample.scaleMs) ** 2
  }, 0)
}

/** The normal equations of the chosen parts, by elimination; null where they have no single solution. */
function solve(samples: readonly Sample[], parts: readonly number[]): readonly number[] | null {
  const matrix = parts.map((left) => [
    ...parts.map((right) =>
      weighed(samples, (values) => (values[left] ?? 0) * (values[right] ?? 0)),
    ),
    weighed(samples, (values, ms) => (values[left] ?? 0) * ms),
  ])
  for (const [at, pivot] of matrix.entries()) {
    const divisor = pivot[at] ?? 0
    if (Math.abs(divisor) < 1e-12) return null
    for (const [other, line] of matrix.entries()) {
      if (other === at) continue
      const times = (line[at] ?? 0) / divisor
      for (const column of line.keys())
        line[column] = (line[column] ?? 0) - times * (pivot[column] ?? 0)
    }
  }
  const found = [0, 0, 0]
  for (const [at, line] of matrix.entries()) {
    found[parts[at] ?? 0] = (line.at(-1) ?? 0) / (line[at] ?? 1)
  }
  return found
}

function weighed(
  samples: readonly Sample[],
  product: (values: readonly number[], ms: number) => number,
): number {
  return samples.reduce(
    (sum, sample) => sum + product(row(sample), sample.ms) / sample.scaleMs ** 2,
    0,
  )
}
