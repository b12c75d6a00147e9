import { billOf } from './bill.ts'
import { type Flow, flowOf } from './flow.ts'
import { type Line, totalOf } from './line.ts'
import { type MskConnect, mskConnectOf } from './msk-connect.ts'
import type { Prices } from './prices.ts'
import { type Saving, savingsOf } from './savings.ts'
import { warningsOf } from './warnings.ts'
import type { CostRequest } from './workload.ts'

/** What a month costs, what it would cost elsewhere, and what would make it cheaper. */
export interface Estimate {
  readonly request: CostRequest
  readonly flow: Flow
  readonly lines: readonly Line[]
  /** US dollars. */
  readonly total: number
  readonly mskConnect: MskConnect & { readonly total: number }
  readonly savings: readonly Saving[]
  readonly warnings: readonly string[]
}

export function estimateOf(request: CostRequest, prices: Prices): Estimate {
  const flow = flowOf(request)
  const lines = billOf(request, flow, prices)
  const mskConnect = mskConnectOf(request, prices)
  const found = {
    request,
    flow,
    lines,
    total: totalOf(lines),
    mskConnect: { ...mskConnect, total: totalOf(mskConnect.lines) },
  }
  return { ...found, savings: savingsOf(request, prices), warnings: warningsOf(found) }
}
