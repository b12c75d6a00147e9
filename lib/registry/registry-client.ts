import { StoreError } from '../errors.ts'
import type { JsonValue } from '../schema.ts'
import { ExchangeFault } from './http-exchange.ts'
import { type Outcome, readExchangeFault, readOutcome, type ServerFault } from './outcome.ts'
import type { RegistryAccessSource } from './registry-access.ts'
import { type RegistrySession, RegistrySessions } from './registry-session.ts'

/** The world outside of the registry's client, passed in. */
export interface RegistryDoors {
  /** Wall clock in milliseconds. */
  readonly now: () => number
  /** From 0 to below 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
}

const TIMEOUT_MS = 5_000
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

type FailedServer = ServerFault & { readonly url: string }

/** GETs from the first server of the list that answers, again and again while the deadline allows. */
export class RegistryClient {
  readonly #sessions: RegistrySessions
  readonly #doors: RegistryDoors
  /** The server that answered last; the next request begins with it. */
  #preferred = 0

  constructor(source: RegistryAccessSource, doors: RegistryDoors) {
    this.#sessions = new RegistrySessions(source)
    this.#doors = doors
  }

  /**
   * Null where the registry has no such thing.
   * @param path from the base URL on, its segments encoded
   * @param read null where the body is not what was asked for
   * @throws StoreError `ERR_REGISTRY_UNREACHABLE`, `ERR_REGISTRY_DENIED`; what `read` throws
   */
  async get<T>(
    path: string,
    read: (body: JsonValue) => T | null,
    remainingMs: () => number,
  ): Promise<T | null> {
    let session = await this.#sessions.current()
    let renewed = false
    let before: readonly FailedServer[] = []
    for (let round = 0; ; round++) {
      const failed: FailedServer[] = []
      let denied: { readonly url: string; readonly status: number } | null = null
      for (const url of this.#inOrder(session)) {
        if (remainingMs() <= 0) throw unreachable([...failed, ...before])
        const outcome = await this.#ask(session, url, path, remainingMs)
        if (outcome.kind === 'missing') return null
        if (outcome.kind === 'denied') {
          denied = { url, status: outcome.status }
          break
        }
        const found = outcome.kind === 'found' ? read(outcome.body) : null
        if (found !== null) {
          this.#preferred = session.access.urls.indexOf(url)
          return found
        }
        failed.push({ ...faultOf(outcome), url })
      }
      if (denied === null) {
        await this.#pause(failed, round, remainingMs)
        before = failed
        continue
      }
      const next = renewed ? null : await this.#sessions.renewed(session)
      if (next === null) throw refused(denied)
      session = next
      renewed = true
    }
  }

  #inOrder({ access: { urls } }: RegistrySession): readonly string[] {
    return [...urls.slice(this.#preferred), ...urls.slice(0, this.#preferred)]
  }

  async #ask(
    session: RegistrySession,
    base: string,
    path: string,
    remainingMs: () => number,
  ): Promise<Outcome> {
    const outcome = await this.#exchange(session, base + path, remainingMs)
    if (outcome.kind !== 'unknown-path') return outcome
    // Only a registry that is there can lack a schema: a wrong path in the URL must not make bad records.
    const probe = await this.#exchange(session, `${base}/schemas/types`, remainingMs)
    if (probe.kind === 'found') return Array.isArray(probe.body) ? { kind: 'missing' } : outcome
    return probe.kind === 'missing' ? outcome : probe
  }

  async #exchange(
    { exchange }: RegistrySession,
    url: string,
    remainingMs: () => number,
  ): Promise<Outcome> {
    for (;;) {
      const timeoutMs = Math.max(1, Math.min(TIMEOUT_MS, remainingMs()))
      try {
        return readOutcome(await exchange.get(new URL(url), timeoutMs), this.#doors.now())
      } catch (error) {
        if (!(error instanceof ExchangeFault)) throw error
        // Lambda freezes sockets; one that died meanwhile says nothing of the server.
        if (!error.stale || remainingMs() <= 0) {
          return { kind: 'failed', fault: readExchangeFault(error) }
        }
      }
    }
  }

  /** Exponential with full jitter; what a server asks for comes first. */
  async #pause(
    failed: readonly FailedServer[],
    round: number,
    remainingMs: () => number,
  ): Promise<void> {
    const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(round, 20))
    const jitter = Math.round(this.#doors.random() * ceiling)
    const waits = failed
      .filter(({ transient }) => transient)
      .map(({ waitMs }) => (waitMs ?? 0) + jitter)
    const pause = Math.min(...waits)
    if (waits.length === 0 || pause >= remainingMs()) throw unreachable(failed)
    await this.#doors.sleep(pause)
  }
}

function faultOf(outcome: Outcome): ServerFault {
  if (outcome.kind === 'failed') return outcome.fault
  if (outcome.kind === 'found') {
    return { what: 'answers 200 with what is no schema', transient: true, waitMs: null }
  }
  return {
    what: 'is no schema registry at this path (404): check the path in SINK_REGISTRY_URL',
    transient: false,
    waitMs: null,
  }
}

function unreachable(failed: readonly FailedServer[]): StoreError {
  const reasons = failed.map(({ url, what }) => `${new URL(url).host}: ${what}`)
  const why = reasons.length === 0 ? 'no time is left to ask it' : reasons.join('; ')
  const hasTransient = failed.some(({ transient }) => transient)
  const mend = hasTransient
    ? " If this lasts, check SINK_REGISTRY_URL and the way from the function's network to it."
    : ''
  return new StoreError('ERR_REGISTRY_UNREACHABLE', `The schema registry: ${why}.${mend}`, {
    transient: false,
    cause: failed.find(({ cause }) => cause !== undefined)?.cause,
  })
}

function refused({ url, status }: { readonly url: string; readonly status: number }): StoreError {
  const mend =
    status === 401
      ? 'check SINK_REGISTRY_USER and SINK_REGISTRY_PASSWORD, SINK_REGISTRY_TOKEN, or the secret SINK_REGISTRY_SECRET_ID'
      : 'allow its user to read the schemas of these topics'
  return new StoreError(
    'ERR_REGISTRY_DENIED',
    `The schema registry ${new URL(url).host} refuses the sink (${status}): ${mend}.`,
    { transient: false },
  )
}
