import { billOf } from './bill.ts'
import { leastMemoryMb } from './event-memory.ts'
import { flowOf } from './flow.ts'
import { totalOf } from './line.ts'
import type { Prices } from './prices.ts'
import type { CostRequest, Setup } from './workload.ts'

/** A change of the setup that makes the month cheaper. */
export interface Saving {
  readonly change: string
  /** What one gives for it. */
  readonly price: string
  /** US dollars of the month thereafter. */
  readonly total: number
}

/** Less is not worth a change, in US dollars. */
const LEAST_SAVING = 1
const LONGER_WINDOWS = [1, 5, 10, 30]
const MEMORIES_MB = [1024, 512]
const LARGEST_BATCH = 10_000

interface Change extends Omit<Saving, 'total'> {
  readonly setup: Partial<Setup>
}

/** Every single change that saves, most first, each reckoned on the setup as it is. */
export function savingsOf(request: CostRequest, prices: Prices): readonly Saving[] {
  const before = flowOf(request)
  const total = totalOf(billOf(request, before, prices))
  const savings: Saving[] = []
  for (const changes of changesOf(request)) {
    // Of several steps in one direction the next has to save by itself.
    let last = total
    for (const { setup, change, price } of changes) {
      const changed = { ...request, setup: { ...request.setup, ...setup } }
      const flow = flowOf(changed)
      const after = totalOf(billOf(changed, flow, prices))
      const carriesLess = flow.recordsPerSecond < before.recordsPerSecond * (1 - 1e-9)
      if (carriesLess || last - after < LEAST_SAVING) continue
      savings.push({ change, price, total: after })
      last = after
    }
  }
  return savings.toSorted((left, right) => left.total - right.total)
}

/** By direction, small steps first. */
function changesOf(request: CostRequest): readonly (readonly Change[])[] {
  return [
    ...pollingChanges(request).map((change) => [change]),
    windowChanges(request),
    memoryChanges(request),
    batchChanges(request.setup),
  ]
}

function pollingChanges({ workload: { topics }, setup: { polling } }: CostRequest): Change[] {
  if (polling.mode === 'on-demand') return []
  const onDemand: Change = {
    setup: { polling: { mode: 'on-demand' } },
    change: 'polling=on-demand',
    price: 'no partial responses, no retry settings, slower to follow a surge',
  }
  const grouped: Change = {
    setup: { polling: { ...polling, grouped: true } },
    change: 'a poller group for all topics',
    price: 'topics share its throughput; for MSK, or brokers in subnets of yours',
  }
  const single: Change = {
    setup: { polling: { ...polling, minimumPollers: 1 } },
    change: 'minimum-pollers=1',
    price: 'a surge waits for more pollers',
  }
  return [
    onDemand,
    ...(topics > 1 && !polling.grouped ? [grouped] : []),
    ...(polling.minimumPollers > 1 ? [single] : []),
  ]
}

function windowChanges({ setup: { windowSeconds } }: CostRequest): Change[] {
  return LONGER_WINDOWS.filter((seconds) => seconds > windowSeconds).map((seconds) => ({
    setup: { windowSeconds: seconds },
    change: `batch-window-seconds=${seconds}`,
    price: `rows are up to ${seconds} s old`,
  }))
}

function memoryChanges({ workload, setup, timing }: CostRequest): Change[] {
  // What Lambda billed says nothing of another size.
  if (timing.kind === 'billed') return []
  const least = leastMemoryMb(workload.format)
  return MEMORIES_MB.filter((memory) => memory < setup.memoryMb && memory >= least).map(
    (memoryMb) => ({
      setup: { memoryMb },
      change: `memory-mb=${memoryMb}`,
      price: 'less of a processor: slower, above all with a backlog',
    }),
  )
}

function batchChanges({ batchSize }: Setup): Change[] {
  if (batchSize >= LARGEST_BATCH) return []
  return [
    {
      setup: { batchSize: LARGEST_BATCH },
      change: `batch-size=${LARGEST_BATCH}`,
      price: 'larger transactions',
    },
  ]
}
