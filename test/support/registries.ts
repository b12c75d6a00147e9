import { randomUUID } from 'node:crypto'
import { afterAll, vi } from 'vitest'
import { type GlueServer, startGlue } from '../../infra/local/glue/glue-server.ts'
import { type LocalRegistry, openRegistry } from '../../infra/local/registry/open-registry.ts'
import type { SchemaType, StoredReference } from '../../infra/local/registry/stored-schema.ts'

/** What names one schema in either registry. */
export interface Registered {
  readonly type: SchemaType
  /** Confluent's. */
  readonly id: number
  readonly guid: string
  /** Glue's. */
  readonly versionId: string
}

export interface TestRegistries {
  readonly confluent: LocalRegistry
  readonly glue: GlueServer
  /** What leads a sink to the Confluent one; to Glue the process's environment leads. */
  readonly environment: Readonly<Record<string, string>>
  register(type: SchemaType, text: string, references?: readonly StoredReference[]): Registered
}

/** Call once at the top of a test file: a registry of each kind, closed with the file. */
export async function useRegistries(): Promise<TestRegistries> {
  const confluent = await openRegistry()
  const glue = await startGlue()
  vi.stubEnv('AWS_ENDPOINT_URL_GLUE', glue.url)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  afterAll(async () => {
    vi.unstubAllEnvs()
    await confluent.close()
    await glue[Symbol.asyncDispose]()
  })
  return {
    confluent,
    glue,
    environment: { SINK_REGISTRY_URL: confluent.url },
    register(type, text, references) {
      const versionId = randomUUID()
      const { id, guid } = confluent.register(`subject-${versionId}`, type, text, references)
      glue.versions.set(versionId, { definition: text, dataFormat: type })
      return { type, id, guid, versionId }
    },
  }
}
