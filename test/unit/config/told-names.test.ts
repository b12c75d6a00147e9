import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeConnection } from '../../../lib/config/connection.ts'
import { ConfigError } from '../../../lib/errors.ts'
import { faultsOf, givenConfig } from './given-config.ts'

const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

const pemProperty = 'value.converter.schema.registry.ssl.keystore.key'

/** No line of it, nor a part of one that would help anybody. */
function expectNoneOf(secret: string, faults: readonly string[]): void {
  const lines = secret.split('\n').filter((line) => line !== '')
  for (const line of lines) expect(faults.join('\n')).not.toContain(line.slice(0, 12))
}

describe('a secret that is pasted with its line ends is not told', () => {
  test('a private key: one fault, with its mend', () => {
    const faults = faultsOf({}, `max.retries=1\n${pemProperty}=${privateKey}`)
    expect(faults.filter((fault) => fault.includes('SINK_PROPERTIES'))).toEqual([
      expect.stringMatching(
        /line 2: value\.converter\.\S+ only the first line of a key.* line ends as \\n,.* a file .* the secret/,
      ),
    ])
    const body = privateKey.split('\n').slice(1, -2).join('\n')
    expectNoneOf(body, faults)
  })

  test('a key that is given twice', () => {
    const twice = `connection.password=${privateKey}\nparams.serverSslCert=${privateKey}`
    expectNoneOf(privateKey.split('\n').slice(1, -2).join('\n'), faultsOf({}, twice))
  })

  test.each(['0a9f%Q', 'Kk3yZ81', 'hunterhunter', 'tR0ub4dor.and3', 'x'.repeat(200)])(
    'the rest of a password: %s',
    (rest) => {
      const faults = faultsOf({}, `connection.password=a\n${rest}`)
      expect(faults).toEqual([
        expect.stringMatching(/^SINK_PROPERTIES: line 2: no property begins so/),
      ])
      expectNoneOf(rest, faults)
      expectNoneOf(rest, faultsOf({}, `connection.password=a\n${rest}\n${rest}`))
      expectNoneOf(rest, faultsOf({}, JSON.stringify({ topics: 'a', [rest]: 'b' })))
    },
  )

  test('base64 and tokens, whatever they hold', () => {
    const encoded = fc.stringMatching(/^[\w+/-]{33,80}$/)
    const parts = fc.array(encoded, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(parts, fc.constantFrom('\n', '.'), (secret, between) => {
        const faults = faultsOf({}, `connection.password=a\n${secret.join(between)}`)
        expect(faults.length).toBeGreaterThan(0)
        expectNoneOf(secret.join('\n'), faults)
      }),
    )
  })
})

test.each(['\\n', '\\\n'])('a key whose lines are joined by %j is whole', (joint) => {
  const faults = faultsOf({}, `${pemProperty}=${privateKey.trim().replaceAll('\n', joint)}`)
  expect(faults.join('\n')).not.toContain('only the first line')
})

test('a key with escaped line ends is read', () => {
  const line = `value.converter.schema.registry.ssl.keystore.key=${privateKey.trim().replaceAll('\n', '\\n')}`
  expect(faultsOf({}, line).join()).not.toContain('PEM private key')
})

test.each(['compression.level', 'max.retry', 'tablekey.PRIMARY', 'auto.offset.reset'])(
  'what is plainly a name is told: %s',
  (name) => {
    expect(faultsOf({}, `${name}=1`)).toEqual([expect.stringContaining(`${name}: unknown`)])
  },
)

test('a field of the secret is told in short', () => {
  const name = `connection.${'k'.repeat(5000)}`
  try {
    completeConnection(givenConfig({}), { [name]: 'v' })
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error).length).toBeLessThan(400)
  }
})
