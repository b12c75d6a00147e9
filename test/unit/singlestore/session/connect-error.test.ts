import { expect, test } from 'vitest'
import { StoreError } from '../../../../lib/errors.ts'
import { toConnectError } from '../../../../lib/singlestore/session/connect-error.ts'
import { driverError } from './driver-error.ts'

const address = { host: '::1', port: 3306 }
const tls = { mode: 'verify-full', ca: null, clientCertificate: null, clientKey: null } as const
const handshake = (message: string, errno?: number) =>
  driverError(message, {
    code: 'HANDSHAKE_SSL_ERROR',
    fatal: true,
    ...(errno === undefined ? {} : { errno }),
  })

test.each([
  ['self-signed certificate in certificate chain', 'SINGLESTORE_CA'],
  ['unable to get local issuer certificate', 'SINGLESTORE_CA'],
  ['unable to verify the first certificate', 'SINGLESTORE_CA'],
  ["Hostname/IP does not match certificate's altnames: Host: a.", 'Give the endpoint by a name'],
  ['certificate has expired', "Renew the server's certificate"],
  ['certificate is not yet valid', "Renew the server's certificate"],
  ['write EPROTO 1:error:0A000102:SSL routines:x:unsupported protocol:f:1:', 'Allow TLS 1.2'],
  [
    '1:error:0A00045C:SSL routines:x:tlsv13 alert certificate required:f:1:',
    'SINGLESTORE_CLIENT_CERT',
  ],
  [
    '1:error:0A000415:SSL routines:x:sslv3 alert certificate expired:f:1:',
    'SINGLESTORE_CLIENT_CERT',
  ],
])('"%s" is told with its mend, and not tried again', (message, mend) => {
  expect(toConnectError(handshake(message), address, { tls })).toMatchObject({
    code: 'ERR_STORE_PERMANENT',
    transient: false,
    message: expect.stringMatching(/^While connecting to \[::1\]:3306: /),
  })
  expect(toConnectError(handshake(message), address, { tls }).message).toContain(mend)
})

test.each([
  ['Client network socket disconnected before secure TLS connection was established', undefined],
  ['read ECONNRESET', -104],
  ['read ETIMEDOUT', -110],
])('a connection lost in the handshake is worth another try: %s', (message, errno) => {
  expect(toConnectError(handshake(message, errno), address, { tls })).toMatchObject({
    code: 'ERR_STORE_TRANSIENT',
    transient: true,
  })
})

test('a server that takes the connection and stays silent is worth another try', () => {
  const silent = new StoreError('ERR_DEADLINE', 'm', { transient: false })
  expect(toConnectError(silent, address, { tls })).toMatchObject({ transient: true })
})

test.each([
  [{ mode: 'disabled' }, 'set SINGLESTORE_TLS'],
  [tls, 'give SINGLESTORE_CLIENT_CERT'],
  [{ ...tls, clientCertificate: 'c', clientKey: 'k' }, 'another client certificate'],
] as const)('a login that is refused under %o says what may be the reason', (given, mend) => {
  const refused = driverError("Access denied for user 'u'", { errno: 1045, fatal: true })
  const error = toConnectError(refused, address, { tls: given })
  expect(error).toMatchObject({ code: 'ERR_ACCESS_DENIED', errno: 1045, transient: false })
  expect(error.message).toContain(mend)
})

test('any other refusal stays as it is', () => {
  const unknown = driverError('Unknown database', { errno: 1049, fatal: true })
  expect(toConnectError(unknown, address, { tls }).message).toMatch(/Create the database/)
})
