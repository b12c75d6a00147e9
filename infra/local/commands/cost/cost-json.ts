import { assumptionsOf } from './assumptions.ts'
import type { Estimate } from './estimate.ts'
import { keepsUp } from './keeps-up.ts'
import type { RegionPrices } from './price-file.ts'

/** The estimate as a program reads it: US dollars in a month. */
export function costJson(estimate: Estimate, { prices, region }: RegionPrices) {
  const { flow, lines, total, mskConnect, savings, warnings, request } = estimate
  return {
    region,
    total,
    lines,
    flow,
    keepsUp: keepsUp(estimate),
    mskConnect,
    savings,
    warnings,
    assumptions: assumptionsOf(estimate, prices, region),
    request,
  }
}
