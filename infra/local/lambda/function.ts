import { type Container, startContainer } from './container.ts'
import type { Invocation } from './invocation.ts'

/** What Lambda gives a function by its billing of one full vCPU. */
const DEFAULT_MEMORY_MB = 1769

export interface FunctionOptions {
  readonly functionName?: string
  /** Absolute path of the built bundle, which exports `handler`. */
  readonly modulePath: string
  /** All that the function sees besides what Lambda sets. */
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly memoryMb?: number
  /** Gets every line that the function writes, as it is written. */
  readonly onLog?: (line: string) => void
}

export interface LambdaFunction {
  /** Runs the handler on an event (JSON text, handed over as written) in an idle container or in a new one. */
  invoke(event: string): Promise<Invocation>
  /** Kills every container. */
  close(): Promise<void>
}

/**
 * A function as Lambda runs it: each container takes one invocation at a time, invocations at the same time get
 * containers of their own, and a timeout or a crash ends the container, so that the next invocation starts cold.
 */
export function startFunction(options: FunctionOptions): LambdaFunction {
  const settings = {
    functionName: options.functionName ?? 'sink',
    modulePath: options.modulePath,
    environment: options.environment,
    timeoutMs: options.timeoutMs,
    memoryMb: options.memoryMb ?? DEFAULT_MEMORY_MB,
    onLog: options.onLog ?? (() => {}),
  }
  const containers = new Set<Container>()
  const idle: Container[] = []

  async function idleOrNew(): Promise<Container> {
    for (let container = idle.pop(); container !== undefined; container = idle.pop()) {
      // A container may die between two invocations.
      if (container.alive) return container
      containers.delete(container)
    }
    const container = await startContainer(settings)
    containers.add(container)
    return container
  }

  return {
    async invoke(event) {
      const container = await idleOrNew()
      const invocation = await container.invoke(event)
      if (container.alive) idle.push(container)
      else containers.delete(container)
      return invocation
    },
    async close() {
      idle.length = 0
      await Promise.all([...containers].map((container) => container.close()))
      containers.clear()
    },
  }
}
