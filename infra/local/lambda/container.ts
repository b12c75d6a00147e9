import type { Invocation, Outcome } from './invocation.ts'
import { createInvocationLog } from './invocation-log.ts'
import { type FunctionSettings, functionArn } from './lambda-environment.ts'
import { startRuntimeApi } from './runtime-api.ts'
import { spawnRuntime } from './spawn-runtime.ts'
import { within } from './within.ts'

/** Lambda gives the initialisation ten seconds. */
const INIT_LIMIT_MS = 10_000

export interface ContainerSettings extends FunctionSettings {
  /** All that the function sees besides what Lambda sets; it wins over that. */
  readonly environment: Readonly<Record<string, string>>
  readonly onLog: (line: string) => void
}

export interface InvocationRequest {
  readonly requestId: string
  /** JSON text that reaches the handler as written. */
  readonly event: string
  readonly timeoutMs: number
  /** The time that the handler is told it has. */
  readonly announcedMs: number
  /** Hears that the time is up; the process is killed behind it. */
  readonly onTimeout: () => void | Promise<void>
}

/** One execution environment: a process that takes one invocation at a time until it dies. */
export interface Container {
  /** False once the process has ended: it takes no further invocation. */
  readonly alive: boolean
  invoke(request: InvocationRequest): Promise<Invocation>
  /** Kills the process at once; Lambda gives no notice either. */
  close(): Promise<void>
}

/** Starts the process; the first invocation waits until it has initialised. */
export async function startContainer(settings: ContainerSettings): Promise<Container> {
  const api = await startRuntimeApi()
  const child = spawnRuntime(settings, settings.environment, api.address)
  const log = createInvocationLog([child.stdout, child.stderr], settings.onLog)
  let alive = true
  let initialized = false

  const ended = new Promise<Outcome>((resolve) => {
    const finish = (exitCode: number | null, signal: string | null): void => {
      alive = false
      log.close()
      resolve({ kind: 'crashed', exitCode, signal })
    }
    child.once('error', () => finish(null, null))
    child.once('close', finish)
  })

  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await ended
    await api.close()
  }

  function initialize(): Promise<Outcome | null> {
    const loaded = api.initialized.then((fault): Outcome | null =>
      fault === null ? null : { kind: 'failed', ...fault },
    )
    return within<Outcome | null>(INIT_LIMIT_MS, Promise.race([loaded, ended]), () => ({
      kind: 'timed-out',
      timeoutMs: INIT_LIMIT_MS,
    }))
  }

  function run(request: InvocationRequest): Promise<Outcome> {
    const { requestId, event, timeoutMs, announcedMs } = request
    const answer = api.invoke({
      requestId,
      functionArn: functionArn(settings.functionName),
      event,
      timeoutMs: announcedMs,
    })
    return within<Outcome>(timeoutMs, Promise.race([answer, ended]), () => ({
      kind: 'timed-out',
      timeoutMs,
    }))
  }

  async function conclude(request: InvocationRequest): Promise<Outcome> {
    if (!initialized) {
      const fault = await initialize()
      if (fault !== null) {
        await kill()
        return fault
      }
      initialized = true
    }
    const outcome = await run(request)
    if (outcome.kind === 'timed-out') await request.onTimeout()
    if (outcome.kind === 'timed-out' || outcome.kind === 'crashed') await kill()
    return outcome
  }

  return {
    get alive() {
      return alive
    },
    async invoke(request) {
      const coldStart = !initialized
      log.begin()
      const outcome = await conclude(request)
      return { ...outcome, requestId: request.requestId, coldStart, log: await log.complete() }
    },
    close: kill,
  }
}
