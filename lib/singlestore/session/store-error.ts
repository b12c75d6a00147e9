import { getSystemErrorName } from 'node:util'
import { RecordError, StoreError } from '../../errors.ts'
import { refusalText, unquotedText } from './server-message.ts'

/** What an error of the server means for the invocation. */
export type Consequence =
  /** Worth another try on the same connection, after ROLLBACK. */
  | 'retry'
  /** The connection is gone, or never came: another try needs a new one. */
  | 'reconnect'
  /** A value or a key was refused: the same rows will be refused again. */
  | 'refused'
  | 'access-denied'
  | 'permanent'

/** Memory, leaf or partition unavailable, read-only while failing over: another aggregator may be better off. */
const AILING = [1712, 1735, 1749, 1772, 1777, 2261, 1290, 1792]
const RETRY = [1205, 1213, 1614, 3024, ...AILING]
const RECONNECT = [
  1040, 1042, 1043, 1053, 1080, 1152, 1153, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161, 1184,
  1203, 1226, 1317, 1927, 2002, 2003, 2004, 2006, 2013, 4031,
]
const REFUSED = [
  1048, 1062, 1261, 1262, 1263, 1264, 1265, 1292, 1300, 1364, 1366, 1367, 1406, 1411, 1525, 1690,
  3140, 3141, 3156,
]
const ACCESS_DENIED = [1044, 1045, 1142]

const CONSEQUENCES: ReadonlyMap<number, Consequence> = new Map<number, Consequence>([
  ...RETRY.map((errno) => [errno, 'retry'] as const),
  ...RECONNECT.map((errno) => [errno, 'reconnect'] as const),
  ...REFUSED.map((errno) => [errno, 'refused'] as const),
  ...ACCESS_DENIED.map((errno) => [errno, 'access-denied'] as const),
])

/** The driver's own word for a connection that failed; the server gave no number. */
const LOST =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|PROTOCOL_CONNECTION_LOST|PROTOCOL_SEQUENCE_TIMEOUT|PROTOCOL_PACKETS_OUT_OF_ORDER|ERR_STREAM|ERR_SOCKET)/

/** TLS was not agreed on: trying again agrees on nothing else. What was damaged or cut off on the way is another matter. */
const TLS =
  /^(HANDSHAKE_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_(?!.*(?:BAD_RECORD_MAC|UNEXPECTED_EOF|INTERNAL_ERROR))|HOSTNAME_MISMATCH)/

/** What to do about errors that last until somebody does it. */
const MENDS: ReadonlyMap<number, string> = new Map([
  [1049, 'Create the database, or correct SINGLESTORE_DATABASE (connection.database).'],
  ...[1148, 3948, 4166].map(
    (errno) =>
      [errno, 'Allow LOAD DATA LOCAL on the server: SET GLOBAL local_infile = ON.'] as const,
  ),
])
const LOGIN_REFUSED = 1045
const LOGIN_MEND =
  'Correct the user and password (SINGLESTORE_USER, SINGLESTORE_PASSWORD or the secret); where they are right, let the user log in from here.'
const GRANT_MEND =
  'Grant the user SELECT, INSERT, UPDATE, DELETE and CREATE on the database, or give the sink another user (SINGLESTORE_USER or the secret).'

/** The fields of mysql2's errors that are read here. */
interface DriverError {
  readonly errno?: number
  readonly code?: string
  readonly fatal?: boolean
  readonly message: string
}

function isDriverError(error: unknown): error is DriverError {
  return error instanceof Error
}

/** The server's error number; undefined where the fault lies before the server. */
export function errnoOf(error: unknown): number | undefined {
  if (error instanceof StoreError) return error.errno
  // A socket's errno is negative: it is the operating system's, not the server's.
  const errno = isDriverError(error) ? error.errno : undefined
  return errno !== undefined && errno > 0 ? errno : undefined
}

/** Judged by number, never by text: an error of a leaf arrives wrapped in another text. */
export function consequenceOf(error: unknown): Consequence {
  const errno = errnoOf(error)
  if (errno !== undefined) return CONSEQUENCES.get(errno) ?? 'permanent'
  if (!isDriverError(error)) return 'permanent'
  const code = codeOf(error)
  if (TLS.test(code)) return 'permanent'
  return error.fatal === true || LOST.test(code) ? 'reconnect' : 'permanent'
}

/** Whether the fault may be this one server's: another aggregator of the cluster may do what it does not. */
export function blamesServer(error: unknown): boolean {
  return consequenceOf(error) === 'reconnect' || AILING.includes(errnoOf(error) ?? 0)
}

/** The driver has one code for all that fails in the TLS handshake, a connection that was lost in it included. */
function codeOf({ code = '', errno, message }: DriverError): string {
  if (code !== 'HANDSHAKE_SSL_ERROR') return code
  if (message.includes('disconnected before secure TLS')) return 'ECONNRESET'
  return errno === undefined ? code : getSystemErrorName(errno)
}

/**
 * The driver's error as one of ours, its cause kept without the values a server's message quotes.
 * @param doing what was being done, as a phrase: `inserting the claim for orders-0`
 */
export function toStoreError(error: unknown, doing: string): StoreError {
  if (error instanceof StoreError) return error
  const consequence = consequenceOf(error)
  const errno = errnoOf(error)
  const cause = withoutValues(error)
  const message = `While ${doing}: ${cause.message}`
  switch (consequence) {
    case 'retry':
    case 'reconnect':
      return new StoreError('ERR_STORE_TRANSIENT', message, { transient: true, errno, cause })
    case 'access-denied':
      return new StoreError(
        'ERR_ACCESS_DENIED',
        `${message}. ${errno === LOGIN_REFUSED ? LOGIN_MEND : GRANT_MEND}`,
        { transient: false, errno, cause },
      )
    case 'refused':
    case 'permanent': {
      const mend = MENDS.get(errno ?? 0)
      return new StoreError(
        'ERR_STORE_PERMANENT',
        mend === undefined ? message : `${message.replace(/\.?$/, '.')} ${mend}`,
        { transient: false, errno, cause },
      )
    }
    default:
      return consequence satisfies never
  }
}

/**
 * A copy of the error that quotes no value of a row.
 * The driver's own errors, which have no number of the server, come from before any row was read.
 */
export function withoutValues(error: unknown): Error {
  if (error instanceof StoreError || error instanceof RecordError) return error
  if (!(error instanceof Error)) return new Error('an error that is no Error')
  const errno = errnoOf(error)
  const cleaned = new Error(messageWithoutValues(error, errno))
  cleaned.name = error.name
  return Object.assign(cleaned, { errno, code: (error as DriverError).code })
}

function messageWithoutValues(error: Error, errno: number | undefined): string {
  if (errno === undefined) return error.message
  return consequenceOf(error) === 'refused'
    ? refusalText(error.message, errno)
    : unquotedText(error.message, errno)
}
