import { describe, expect, test } from 'vitest'
import { RecordError, StoreError } from '../../../../lib/errors.ts'
import {
  blamesServer,
  consequenceOf,
  errnoOf,
  toStoreError,
  withoutValues,
} from '../../../../lib/singlestore/session/store-error.ts'
import { driverError } from './driver-error.ts'

describe('what an error means', () => {
  test.each([
    ['retry', [1205, 1213, 1614, 3024, 1712, 1735, 1749, 1772, 1777, 2261, 1290, 1792]],
    ['reconnect', [1040, 1042, 1053, 1152, 1158, 1184, 1203, 1226, 1317, 1927, 2006, 2013, 4031]],
    ['refused', [1048, 1062, 1264, 1265, 1292, 1300, 1364, 1366, 1406, 1411, 1690, 3140]],
    ['access-denied', [1044, 1045, 1142]],
    ['permanent', [1049, 1050, 1054, 1060, 1064, 1105, 1146, 1148, 1193, 1706, 3948, 4166, 9999]],
  ])('%s, by the number of the server', (consequence, errnos) => {
    for (const errno of errnos) {
      expect(consequenceOf(driverError('m', { errno })), String(errno)).toBe(consequence)
    }
  })

  test('the number counts, whatever text a leaf puts before it', () => {
    const text = 'Leaf Error (10.0.0.1:3307): Lock wait timeout exceeded'
    expect(consequenceOf(driverError(text, { errno: 1062 }))).toBe('refused')
  })

  test('the number counts even where the driver gives the connection up', () => {
    expect(consequenceOf(driverError('Access denied', { errno: 1045, fatal: true }))).toBe(
      'access-denied',
    )
  })

  test.each([
    'ECONNRESET',
    'ECONNREFUSED',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
    'PROTOCOL_CONNECTION_LOST',
    'PROTOCOL_SEQUENCE_TIMEOUT',
  ])('reconnect, for %s', (code) => {
    // A socket's own number is negative.
    expect(consequenceOf(driverError('lost', { code, errno: -104 }))).toBe('reconnect')
  })

  test.each([
    ['permanent', 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
    ['permanent', 'HANDSHAKE_NO_SSL_SUPPORT'],
    ['reconnect', 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'],
    ['reconnect', 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING'],
  ])('%s, for %s', (consequence, code) => {
    expect(consequenceOf(driverError('m', { code, fatal: true }))).toBe(consequence)
  })

  test.each([
    [true, [1290, 1792, 2261, 1712, 2013, 1040]],
    [false, [1205, 1213, 1062, 1045, 1054]],
  ])('whether another server may do better: %s', (better, errnos) => {
    for (const errno of errnos) {
      expect(blamesServer(driverError('m', { errno })), String(errno)).toBe(better)
    }
  })

  test('reconnect, for whatever the driver calls fatal without a number', () => {
    expect(consequenceOf(driverError('closed state', { fatal: true }))).toBe('reconnect')
  })

  test.each([new TypeError('x is not a function'), 'text', null, undefined, { errno: 1205 }])(
    'permanent, for what is no error of the database: %s',
    (error) => {
      expect(consequenceOf(error)).toBe('permanent')
    },
  )
})

test('the number of an error is kept by ours, and a socket has none', () => {
  expect(errnoOf(toStoreError(driverError('m', { errno: 1205 }), 'waiting'))).toBe(1205)
  expect(errnoOf(driverError('m', { errno: -111, code: 'ECONNREFUSED' }))).toBeUndefined()
  expect(errnoOf('1205')).toBeUndefined()
})

describe('as an error of ours', () => {
  test.each([
    [1205, 'ERR_STORE_TRANSIENT', true],
    [2013, 'ERR_STORE_TRANSIENT', true],
    [1045, 'ERR_ACCESS_DENIED', false],
    [1062, 'ERR_STORE_PERMANENT', false],
    [1146, 'ERR_STORE_PERMANENT', false],
  ])('%s is %s', (errno, code, transient) => {
    expect(toStoreError(driverError('m', { errno }), 'loading')).toMatchObject({
      code,
      transient,
      errno,
    })
  })

  test('it says what was being done', () => {
    expect(
      toStoreError(driverError('read ECONNRESET', { code: 'ECONNRESET' }), 'committing').message,
    ).toBe('While committing: read ECONNRESET')
  })

  test('a refused login says what to correct, and only then what to allow', () => {
    const text = "Access denied for user 'sink'@'10.0.0.1' (using password: YES)"
    expect(
      toStoreError(driverError(text, { errno: 1045 }), 'connecting to h:3306').message,
    ).toMatch(
      /^While connecting to h:3306: Access denied for user 'sink'.*Correct the user and password \(SINGLESTORE_USER.*let the user log in/,
    )
  })

  test('it stays itself where it was one already', () => {
    const error = new StoreError('ERR_DEADLINE', 'm', { transient: false })
    expect(toStoreError(error, 'anything')).toBe(error)
  })

  test('its cause keeps number and code, and drops the statement', () => {
    const { cause } = toStoreError(
      driverError('m', { errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' }),
      'waiting',
    )
    expect(cause).toMatchObject({ errno: 1205, code: 'ER_LOCK_WAIT_TIMEOUT' })
    expect(cause).not.toHaveProperty('sql')
    expect(cause).not.toHaveProperty('sqlMessage')
  })

  test('what was thrown and is no error says no more than that', () => {
    expect(withoutValues({ secret: 'x' }).message).toBe('an error that is no Error')
  })

  test('an error of a record passes unchanged', () => {
    const error = new RecordError('ERR_RECORD_REFUSED', 'm')
    expect(withoutValues(error)).toBe(error)
  })
})
