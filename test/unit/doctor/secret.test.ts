import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { examineSecret } from '../../../lib/doctor/examine-secret.ts'
import { systemNetwork } from '../../../lib/doctor/network.ts'
import { Visit } from '../../../lib/doctor/visit.ts'
import { createSecretSource } from '../../../lib/lambda/credentials.ts'
import { givenConfig } from '../config/given-config.ts'
import {
  type SecretAnswer,
  type SecretsManagerStub,
  startSecretsManager,
} from '../lambda/secrets-manager-stub.ts'

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
  await secretsManager[Symbol.asyncDispose]()
})

/** What the doctor says of the secret, with Secrets Manager as the environment names it. */
async function check() {
  const visit = new Visit({
    secret: createSecretSource('prod/db'),
    registrySecret: null,
    network: systemNetwork,
    deployed: null,
    now: Date.now,
    random: Math.random,
    sleep,
    remainingMs: () => 60_000,
    onCheck: () => undefined,
  })
  await examineSecret(givenConfig({ SINGLESTORE_SECRET_ID: 'prod/db' }), visit)
  return visit.checks[0]
}

test.each<[string, SecretAnswer, string]>([
  ['no JSON', { secretString: 'hush-hush' }, 'Store a JSON object'],
  ['a list', { secretString: '["hush"]' }, 'Store a JSON object'],
  ['binary', { secretBinary: 'aHVzaA==' }, 'Store a JSON object'],
  ['not there', { error: 'ResourceNotFoundException' }, 'Correct SINGLESTORE_SECRET_ID'],
  ['marked for deletion', { error: 'InvalidRequestException' }, 'Correct SINGLESTORE_SECRET_ID'],
  ['refused', { error: 'AccessDeniedException' }, "Allow the function's role"],
])('a secret that is %s has a mend of its own', async (_, answer, mend) => {
  secretsManager.answers = [answer]
  const told = await check()
  expect(told?.outcome).toBe('failed')
  expect(told?.mend).toMatch(new RegExp(`^${mend}`))
  expect(JSON.stringify(told)).not.toContain('hush')
})

test('credentials that have expired are to be renewed: no right of the role is named', async () => {
  secretsManager.answers = [{ error: 'ExpiredTokenException' }]
  const told = await check()
  expect(told?.mend).toContain('aws sso login')
  expect(told?.mend).not.toContain('secretsmanager:GetSecretValue')
})

test('a machine without credentials is told how to get some', async () => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) {
    vi.stubEnv(name, undefined)
  }
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  const told = await check()
  expect(told?.found).toContain('there are no credentials of AWS')
  expect(told?.mend).toContain('set AWS_PROFILE and sign in (aws sso login)')
})
