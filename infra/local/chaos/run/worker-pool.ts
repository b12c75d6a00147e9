import { connectionEnvironment } from '../../commands/scratch-database.ts'
import { type LambdaFunction, startFunction } from '../../lambda/function.ts'
import type { FaultRule } from '../../stand-in/faults.ts'
import type { StandIn } from '../../stand-in/open-stand-in.ts'
import type { Stage } from './stage.ts'

/** A container of a function, with a way to the database of its own: what strikes there strikes it alone. */
export interface Worker {
  readonly lambda: LambdaFunction
  readonly front: StandIn
}

export interface WorkerPoolOptions {
  readonly stage: Stage
  readonly database: string
  readonly functionName: string
  /** Absolute path of the bundle. */
  readonly modulePath: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** Faults that strike throughout. */
  readonly rules: readonly FaultRule[]
}

/** The containers of one function: as many as there are invocations at the same time. */
export interface WorkerPool {
  /** An idle worker, the one used last first; a new one where all are busy. */
  take(): Promise<Worker>
  give(worker: Worker): void
  /** Ends all containers, as Lambda does with those it keeps no longer, and forgets what has struck. */
  retire(): Promise<void>
}

export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const { stage, database, rules, functionName, modulePath, timeoutMs } = options
  const all: Worker[] = []
  const idle: Worker[] = []

  function weaken({ faults }: StandIn): void {
    for (const rule of rules) faults.inject(rule)
  }

  async function open(): Promise<Worker> {
    const front = await stage.openFront()
    weaken(front)
    const environment = { ...connectionEnvironment(front, database), ...options.environment }
    const lambda = startFunction({ functionName, modulePath, environment, timeoutMs })
    const worker = { lambda, front }
    all.push(worker)
    return worker
  }

  return {
    take: async () => idle.pop() ?? (await open()),
    give: (worker) => {
      idle.push(worker)
    },
    async retire() {
      await Promise.all(all.map(({ lambda }) => lambda.close()))
      for (const { front } of all) {
        front.faults.clear()
        front.statements.clear()
        weaken(front)
      }
    },
  }
}
