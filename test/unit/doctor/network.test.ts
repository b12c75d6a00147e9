import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { judge } from '../../../lib/doctor/endpoint/examine-tls.ts'
import { isPrivate } from '../../../lib/doctor/ip-address.ts'
import { systemNetwork } from '../../../lib/doctor/network.ts'

test.each([
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['127.0.0.1', true],
  ['52.95.110.1', false],
  ['::1', true],
  ['fd12:3456::1', true],
  ['fe80::1', true],
  ['2600:1f18::1', false],
  ['::ffff:10.0.0.1', true],
])('%s: private %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected)
})

const facts = {
  protocol: 'TLSv1.3',
  subject: 'CN=db',
  issuer: 'CN=authority',
  hosts: 'DNS:db.example.com',
  expiresAt: Date.UTC(2026, 5, 1),
  fault: null,
}
const dayMs = 86_400_000

test.each([
  [31, null, 'passed', null],
  [29, null, 'warned', /renewed/],
  [-2, 'CERT_HAS_EXPIRED', 'failed', /Renew/],
  [90, 'ERR_TLS_CERT_ALTNAME_INVALID', 'failed', /verify-ca/],
  [90, 'SELF_SIGNED_CERT_IN_CHAIN', 'failed', /SINGLESTORE_CA/],
  [90, 'CERT_NOT_YET_VALID', 'failed', /Renew/],
] as const)('a certificate with %i days to go, refused for %s', (days, fault, outcome, mend) => {
  const finding = judge({ ...facts, fault }, facts.expiresAt - days * dayMs)
  expect(finding.outcome).toBe(outcome)
  if (mend === null) expect(finding.mend).toBeNull()
  else expect(finding.mend).toMatch(mend)
})

test('a connection is opened to who listens', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const socket = await systemNetwork.connect({ host: '127.0.0.1', port }, 5_000)
  socket.destroy()
  server.close()
  expect(await systemNetwork.lookup('127.0.0.1')).toEqual(['127.0.0.1'])
})

test('a refused connection is an error with its code', async () => {
  await expect(systemNetwork.connect({ host: '127.0.0.1', port: 1 }, 5_000)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  })
})
