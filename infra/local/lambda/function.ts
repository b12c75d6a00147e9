import { randomUUID } from 'node:crypto'
import { parse } from 'node:path'
import { type Container, startContainer } from './container.ts'
import type { Invocation } from './invocation.ts'

/** What Lambda gives a function by its billing of one full vCPU. */
const DEFAULT_MEMORY_MB = 1769

export interface FunctionOptions {
  readonly functionName?: string
  /** Absolute path of the built bundle. */
  readonly modulePath: string
  /** What Lambda calls, `file.export`; the export `handler` of that module unless told. */
  readonly handler?: string
  /** All that the function sees besides what Lambda sets. */
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs: number
  readonly memoryMb?: number
  /** Gets every line that the function writes, as it is written. */
  readonly onLog?: (line: string) => void
  /** Hears that an invocation's time is up; its process is killed once this is done. */
  readonly onTimeout?: (invocation: RunningInvocation) => void | Promise<void>
}

/** An invocation that has been started and may be killed. */
export interface RunningInvocation {
  readonly requestId: string
  readonly event: string
  /** Settles when it has ended, whichever way. */
  readonly ended: Promise<Invocation>
  /** Kills its process with SIGKILL: it ends as `crashed`. Nothing happens to one that has ended. */
  kill(): void
}

export interface InvokeOptions {
  /** In place of the function's own. */
  readonly timeoutMs?: number
  /** What the handler is told it has; more than it gets makes it notice too late, as where its CPU is taken away. */
  readonly announcedMs?: number
}

export interface LambdaFunction {
  /** Runs the handler on an event (JSON text, handed over as written) in an idle container or in a new one. */
  invoke(event: string, options?: InvokeOptions): Promise<Invocation>
  /** Like invoke, but at once with a hold on what was started. */
  start(event: string, options?: InvokeOptions): RunningInvocation
  /** What was started and has not ended, in the order it was started. */
  readonly running: readonly RunningInvocation[]
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
    handler: options.handler ?? `${parse(options.modulePath).name}.handler`,
    environment: options.environment,
    memoryMb: options.memoryMb ?? DEFAULT_MEMORY_MB,
    onLog: options.onLog ?? (() => {}),
  }
  const containers = new Set<Container>()
  const idle: Container[] = []
  const running = new Set<RunningInvocation>()

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

  function start(
    event: string,
    { timeoutMs = options.timeoutMs, announcedMs = timeoutMs }: InvokeOptions = {},
  ): RunningInvocation {
    const requestId = randomUUID()
    const killed = Promise.withResolvers<null>()

    async function run(): Promise<Invocation> {
      const container = await idleOrNew()
      const end = container.invoke({
        requestId,
        event,
        timeoutMs,
        announcedMs,
        onTimeout: () => options.onTimeout?.(invocation),
      })
      const first = await Promise.race([end, killed.promise])
      if (first === null) await container.close()
      const outcome = await end
      if (container.alive) idle.push(container)
      else containers.delete(container)
      return outcome
    }

    const invocation: RunningInvocation = {
      requestId,
      event,
      kill: () => killed.resolve(null),
      ended: run().finally(() => running.delete(invocation)),
    }
    running.add(invocation)
    return invocation
  }

  return {
    start,
    invoke: (event, invokeOptions) => start(event, invokeOptions).ended,
    get running() {
      return [...running]
    },
    async close() {
      idle.length = 0
      await Promise.all([...containers].map((container) => container.close()))
      containers.clear()
    },
  }
}
