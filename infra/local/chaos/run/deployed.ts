import type { Invocation } from '../../lambda/invocation.ts'
import type { Deployment } from '../deployments.ts'
import type { FaultCounts } from '../faults/fault-kind.ts'
import { IN_PEACE, type InvocationPlan } from '../faults/plan.ts'
import { suffer } from '../faults/suffer.ts'
import type { Progress } from './progress.ts'
import type { WorkerPool } from './worker-pool.ts'

/** The functions that a sink is deployed as. */
export type FunctionName = 'sink' | 'redrive' | 'ledger'

/** A deployment under way: its functions, each with its workers, and what befalls them. */
export class Deployed {
  readonly deployment: Deployment
  readonly #pools: Readonly<Record<FunctionName, WorkerPool>>
  readonly #counts: FaultCounts
  readonly #progress: Progress

  constructor(
    deployment: Deployment,
    pools: Readonly<Record<FunctionName, WorkerPool>>,
    counts: FaultCounts,
    progress: Progress,
  ) {
    this.deployment = deployment
    this.#pools = pools
    this.#counts = counts
    this.#progress = progress
  }

  /** Invokes one of the functions with JSON text; where the run is to end in peace nothing befalls it. */
  async invoke(name: FunctionName, event: string, plan: InvocationPlan): Promise<Invocation> {
    const pool = this.#pools[name]
    const worker = await pool.take()
    this.#progress.invocation()
    const peaceful = this.#progress.inPeace ? IN_PEACE : plan
    const invocation = await suffer(worker, event, peaceful, this.#counts)
    pool.give(worker)
    return invocation
  }

  /** Ends all containers. */
  async retire(): Promise<void> {
    await Promise.all(Object.values(this.#pools).map((pool) => pool.retire()))
  }
}
