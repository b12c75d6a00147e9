import type { Context } from 'aws-lambda'
import { vi } from 'vitest'
import type { DatabaseAddress } from './sink.ts'

export type LogLine = Readonly<Record<string, unknown>>

/** What one invocation of a function came to. */
export interface Invoked {
  /** Null where it failed. */
  readonly answer: unknown
  /** Null where it did not. */
  readonly error: unknown
  /** What it wrote meanwhile, as it was written. */
  readonly lines: readonly string[]
}

export interface LoggedFunction {
  /** What it wrote as it started. */
  readonly coldStart: readonly string[]
  readonly invoke: (event: unknown, requestId?: string) => Promise<Invoked>
}

type Handler = (event: unknown, context: Context) => Promise<unknown>

const modules = {
  sink: () => import('../../functions/sink.ts'),
  redrive: () => import('../../functions/redrive.ts'),
  ledger: () => import('../../functions/ledger.ts'),
}

/** Starts a function's own module as a fresh container would, and takes what it writes to standard output and error. */
export async function startLoggedFunction(
  name: keyof typeof modules,
  at: DatabaseAddress,
  environment: Readonly<Record<string, string>> = {},
): Promise<LoggedFunction> {
  const settings = {
    SINGLESTORE_ENDPOINT: `${at.host}:${at.port}`,
    SINGLESTORE_DATABASE: at.database,
    SINGLESTORE_USER: at.user,
    SINGLESTORE_PASSWORD: at.password,
    SINGLESTORE_TLS: 'disabled',
    SINK_NAME: 'test',
    SINK_RETRY_BACKOFF_MS: '1',
    ...environment,
  }
  for (const [variable, value] of Object.entries(settings)) vi.stubEnv(variable, value)
  vi.resetModules()
  const { result, lines: coldStart } = await listened(async () => {
    const { handler } = await modules[name]()
    return handler as unknown as Handler
  })
  vi.unstubAllEnvs()
  return {
    coldStart,
    async invoke(event, requestId = 'request-1') {
      const until = Date.now() + 60_000
      const context = {
        awsRequestId: requestId,
        getRemainingTimeInMillis: () => until - Date.now(),
      }
      const { result: ended, lines } = await listened(async () => {
        try {
          return { answer: await result(event, context as Context), error: null }
        } catch (error) {
          return { answer: null, error }
        }
      })
      return { ...ended, lines }
    },
  }
}

async function listened<T>(act: () => Promise<T>) {
  const lines: string[] = []
  const take = (text: string | Uint8Array) => {
    lines.push(String(text))
    return true
  }
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(take),
  )
  try {
    return { result: await act(), lines }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
