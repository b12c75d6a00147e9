import { Backend, BackendGoneError, type Upstream } from './backend.ts'

/** A connection of the proxy's own to the server behind, opened when first needed; one question at a time. */
export interface Admin {
  ask(sql: string): Promise<readonly (readonly (string | null)[])[]>
  close(): void
}

export function createAdmin(upstream: Upstream): Admin {
  let backend: Backend | undefined
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false
  const connected = async (): Promise<Backend> => {
    if (isClosed) throw new BackendGoneError('The proxy is closed')
    if (backend !== undefined && !backend.channel.isClosed) return backend
    const fresh = await Backend.connect(upstream)
    const refusal = await fresh.login(upstream, anonymous)
    if (refusal !== null) throw new Error(`The proxy's own login failed: ${refusal.message}`)
    backend = fresh
    return fresh
  }
  return {
    ask(sql) {
      const answer = last.then(async () => (await connected()).ask(sql))
      last = answer.catch(() => undefined)
      return answer
    },
    close() {
      isClosed = true
      backend?.channel.destroy()
    },
  }
}

const utf8mb4GeneralCi = 45
const anonymous = {
  capabilities: 0,
  characterSet: utf8mb4GeneralCi,
  database: null,
  attributes: new Map<string, string>(),
} as const
