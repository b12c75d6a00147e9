import { getCACertificates } from 'node:tls'
import { expect, test } from 'vitest'
import type { Tls } from '../../../../lib/singlestore/session/connection-settings.ts'
import { driverOptions } from '../../../../lib/singlestore/session/driver-options.ts'

const proof = { clientCertificate: null, clientKey: null }

function tlsFor(tls: Tls, host = 'db.example.com') {
  const address = { host, port: 3306 }
  const endpoints = { ddl: address, dml: [address] }
  const settings = { endpoints, database: 'd', user: 'u', password: null, tls, connectTimeoutMs: 1 }
  const { ssl } = driverOptions(settings, address, 1)
  return typeof ssl === 'string' ? expect.unreachable() : ssl
}

test('verify-full trusts the authorities of the system and the given one', () => {
  const ssl = tlsFor({ mode: 'verify-full', ca: 'given', ...proof })
  expect(ssl).toMatchObject({ rejectUnauthorized: true, verifyIdentity: true })
  expect(ssl?.ca).toEqual([...getCACertificates('default'), 'given'])
  expect(getCACertificates('default').length).toBeGreaterThan(50)
})

test('verify-full without an authority leaves those of the system in place', () => {
  const ssl = tlsFor({ mode: 'verify-full', ca: null, ...proof })
  expect(ssl).toMatchObject({ rejectUnauthorized: true, verifyIdentity: true })
  expect(ssl).not.toHaveProperty('ca')
})

test('verify-ca trusts the given authority alone, whatever the host', () => {
  const ssl = tlsFor({ mode: 'verify-ca', ca: 'given', ...proof })
  expect(ssl).toMatchObject({ ca: ['given'], rejectUnauthorized: true, verifyIdentity: false })
})

test('no mode but required takes a server without proof', () => {
  const ssl = tlsFor({ mode: 'required', ...proof })
  expect(ssl).toMatchObject({ rejectUnauthorized: false, verifyIdentity: false })
  expect(tlsFor({ mode: 'disabled' })).toBeUndefined()
})

test.each<Tls>([
  { mode: 'required', clientCertificate: 'cert', clientKey: 'key' },
  { mode: 'verify-ca', ca: 'ca', clientCertificate: 'cert', clientKey: 'key' },
  { mode: 'verify-full', ca: null, clientCertificate: 'cert', clientKey: 'key' },
])('the sink proves itself under $mode', (tls) => {
  expect(tlsFor(tls)).toMatchObject({ cert: 'cert', key: 'key', minVersion: 'TLSv1.2' })
})
