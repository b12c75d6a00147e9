/** The values that an axis from zero is marked at, up to the first round one that covers all. */
export function ticks(highest: number): readonly number[] {
  if (highest <= 0) return [0, 1]
  const rough = highest / 3
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((part) => part * power).find((part) => part >= rough)
  const size = step ?? rough
  const count = Math.ceil(highest / size - 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * size).toPrecision(6)))
}

/** A number in at most five characters: `1.2M`, `250k`, `0.15`. */
export function short(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${round(value / 1e9)}G`
  if (size >= 1e6) return `${round(value / 1e6)}M`
  if (size >= 1e3) return `${round(value / 1e3)}k`
  return round(value)
}

function round(value: number): string {
  const size = Math.abs(value)
  return String(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)))
}
