import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../lib/config.ts'
import { parseEvent } from '../../lib/lambda/event.ts'
import { createGlueRegistry } from '../../lib/lambda/glue-registry.ts'
import { assemble } from '../../lib/sink/assemble.ts'
import { Measures } from '../../lib/sink/measures.ts'
import type { SinkParts } from '../../lib/sink/sink-parts.ts'
import { type Outcome, Sink } from '../../lib/sink.ts'
import { createTransformer } from '../../lib/transform/create-transformer.ts'
import type { Transform } from '../../lib/transform.ts'

/** Where a test's database is. */
export interface DatabaseAddress {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface Container {
  /** What the sink is made of, for what else works on the same database. */
  readonly parts: SinkParts
  /** One invocation. @throws the failure of a topic-partition, too: as the function does without partial responses */
  readonly deliver: (event: unknown, remainingMs?: number) => Promise<Outcome>
  readonly accept: (event: unknown, remainingMs?: number, measures?: Measures) => Promise<Outcome>
  /** What the sink logged that is nothing to worry about. */
  readonly infos: readonly string[]
  readonly warnings: readonly string[]
  /** Moves this container's clock forward, as thawing after a freeze does. */
  readonly advance: (ms: number) => void
}

/** The sink as one warm container holds it, against a test's database. */
export function startContainer(
  at: DatabaseAddress,
  environment: Readonly<Record<string, string>> = {},
  transform: Transform<never, never> | null = null,
): Container {
  const infos: string[] = []
  const warnings: string[] = []
  let aheadMs = 0
  const parts = assemble(
    readConfig({
      SINGLESTORE_ENDPOINT: `${at.host}:${at.port}`,
      SINGLESTORE_DATABASE: at.database,
      SINGLESTORE_USER: at.user,
      SINGLESTORE_PASSWORD: at.password,
      SINGLESTORE_TLS: 'disabled',
      SINK_NAME: 'test',
      ...environment,
    }),
    {
      secret: null,
      registrySecret: null,
      glue: createGlueRegistry(),
      now: () => Date.now() + aheadMs,
      random: Math.random,
      sleep,
      info: (message) => infos.push(message),
      warn: (message) => warnings.push(message),
    },
    transform === null ? null : createTransformer(transform),
  )
  const sink = new Sink(parts)
  const accept = async (event: unknown, remainingMs = 60_000, measures = new Measures()) => {
    const deadline = Date.now() + remainingMs
    return await sink.accept(parseEvent(event).batches, () => deadline - Date.now(), measures)
  }
  return {
    parts,
    accept,
    infos,
    warnings,
    advance: (ms) => {
      aheadMs += ms
    },
    deliver: async (event, remainingMs) => {
      const outcome = await accept(event, remainingMs)
      if (outcome.failure !== null) throw outcome.failure
      return outcome
    },
  }
}
