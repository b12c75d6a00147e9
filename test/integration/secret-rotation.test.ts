import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readConfig } from '../../lib/config.ts'
import { createSecretSource } from '../../lib/lambda/credentials.ts'
import { parseEvent } from '../../lib/lambda/event.ts'
import { createGlueRegistry } from '../../lib/lambda/glue-registry.ts'
import { assemble } from '../../lib/sink/assemble.ts'
import { Sink } from '../../lib/sink.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import {
  type SecretsManagerStub,
  startSecretsManager,
} from '../unit/lambda/secrets-manager-stub.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64' })
let secretsManager: SecretsManagerStub

beforeEach(async () => {
  secretsManager = await startSecretsManager()
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secretsManager.url)
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(async () => {
  vi.unstubAllEnvs()
  database.faults.clear()
  await secretsManager[Symbol.asyncDispose]()
})

/** A container whose only knowledge of the database is its secret. */
function startContainer() {
  const config = readConfig({
    SINK_NAME: 'rotation',
    SINGLESTORE_SECRET_ID: 'prod/db',
    SINGLESTORE_TLS: 'disabled',
    SINK_RETRY_BACKOFF_MS: '50',
  })
  const parts = assemble(config, {
    secret: createSecretSource('prod/db'),
    registrySecret: null,
    glue: createGlueRegistry(),
    now: Date.now,
    random: Math.random,
    sleep,
    info: () => undefined,
    warn: () => undefined,
  })
  const sink = new Sink(parts)
  return async (topic: string, offset: number) => {
    const value = envelope(schema, { id: offset })
    const { batches } = parseEvent(kafkaEvent({ [topic]: { 0: [{ offset, value }] } }))
    const deadline = Date.now() + 30_000
    return await sink.accept(batches, () => deadline - Date.now())
  }
}

function secretOf(user: string, password: string) {
  const { host, port, database: dbname } = database
  return { secretString: JSON.stringify({ host, port, dbname, username: user, password }) }
}

test('a container that lives through a rotation fetches the secret once more and writes on', async () => {
  database.setPassword('lives_on', 'first')
  secretsManager.answers = [secretOf('lives_on', 'first'), secretOf('lives_on', 'second')]
  const deliver = startContainer()
  await deliver('rotated', 1)
  await deliver('rotated', 2)
  expect(secretsManager.asked).toEqual(['prod/db'])

  database.setPassword('lives_on', 'second')
  database.faults.inject({ match: /^BEGIN/, moment: 'before', action: { kind: 'cut' } })
  await deliver('rotated', 3)

  expect(secretsManager.asked).toEqual(['prod/db', 'prod/db'])
  expect(await database.query('SELECT id FROM rotated ORDER BY id')).toEqual([
    { id: '1' },
    { id: '2' },
    { id: '3' },
  ])
})

test('a secret that stays wrong is fetched twice, then the access is denied at once', async () => {
  database.setPassword('locked_out', 'right')
  secretsManager.answers = [secretOf('locked_out', 'wrong')]
  await expect(startContainer()('denied', 1)).rejects.toMatchObject({
    code: 'ERR_ACCESS_DENIED',
    transient: false,
    message: expect.not.stringContaining('wrong'),
  })
  expect(secretsManager.asked).toHaveLength(2)
})

test('a secret that names no database is refused with where to put it, and nothing is connected', async () => {
  secretsManager.answers = [{ secretString: '{"endpoint":"db.example.com"}' }]
  await expect(startContainer()('nowhere', 1)).rejects.toMatchObject({
    code: 'ERR_CONFIG',
    message: expect.stringContaining('put "database" into the secret'),
  })
})
