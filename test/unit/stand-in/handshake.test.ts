import { expect, test } from 'vitest'
import { createAccounts } from '../../../infra/local/stand-in/accounts.ts'
import { capability, offered } from '../../../infra/local/stand-in/wire/capability.ts'
import { encodeGreeting, parseGreeting } from '../../../infra/local/stand-in/wire/greeting.ts'
import { asksForTls, encodeLogin, parseLogin } from '../../../infra/local/stand-in/wire/login.ts'
import { nativePasswordToken } from '../../../infra/local/stand-in/wire/native-password.ts'

const scramble = Buffer.from('abcdefghijklmnopqrst')

test('a greeting reads back as it was written', () => {
  const greeting = {
    serverVersion: '5.7.32',
    connectionId: 4_000_000_000,
    scramble,
    capabilities: offered,
    authPlugin: 'mysql_native_password',
  }
  expect(parseGreeting(encodeGreeting(greeting))).toEqual(greeting)
})

test('a login reads back as it was written, attributes included', () => {
  const login = {
    capabilities:
      capability.protocol41 |
      capability.secureConnection |
      capability.pluginAuth |
      capability.connectWithDatabase |
      capability.connectAttributes,
    maxPacketBytes: 1 << 24,
    characterSet: 45,
    user: 'sink',
    token: nativePasswordToken('secret', scramble),
    database: 'orders',
    authPlugin: 'mysql_native_password',
    attributes: new Map([
      ['_client_name', 'mysql2'],
      ['_connector_version', 'ü'.repeat(200)],
    ]),
  }
  expect(parseLogin(encodeLogin(login))).toEqual(login)
})

test('a login older than protocol 4.1 is refused', () => {
  expect(() => parseLogin(Buffer.alloc(40))).toThrow('too old')
})

test('only the short head of a login asks for TLS', () => {
  const head = Buffer.alloc(32)
  expect(asksForTls(head)).toBe(false)
  head.writeUInt32LE(capability.tls, 0)
  expect(asksForTls(head)).toBe(true)
})

test('the token of mysql_native_password is the documented one', () => {
  // SHA1("secret") XOR SHA1(scramble + SHA1(SHA1("secret"))).
  expect(nativePasswordToken('secret', scramble).toString('hex')).toBe(
    '8817c50fa779daef010ee7577825b0847df9842e',
  )
  expect(nativePasswordToken('', scramble)).toHaveLength(0)
})

test('an account admits its present password and no other', () => {
  const accounts = createAccounts()
  accounts.setPassword('sink', 'old')
  const old = nativePasswordToken('old', scramble)
  expect(accounts.admits('sink', old, scramble)).toBe(true)
  expect(accounts.admits('nobody', old, scramble)).toBe(false)
  expect(accounts.admits('sink', Buffer.alloc(0), scramble)).toBe(false)
  accounts.setPassword('sink', 'new')
  expect(accounts.admits('sink', old, scramble)).toBe(false)
  expect(accounts.admits('sink', nativePasswordToken('new', scramble), scramble)).toBe(true)
})
