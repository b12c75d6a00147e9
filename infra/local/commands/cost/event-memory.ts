import type { CostFormat } from './cost-format.ts'
import { MEASURED } from './measured-times.ts'

/** The measured peak may be exceeded by records of another shape. */
const RESERVE = 1.5

/** MB that the fullest events of a format need. */
export function leastMemoryMb(format: CostFormat): number {
  return MEASURED.formats[format].peakMemoryMb * RESERVE
}
