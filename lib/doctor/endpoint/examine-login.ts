import { StoreError } from '../../errors.ts'
import { Connection, type RemainingMs } from '../../singlestore/session/connection.ts'
import type { Address, ConnectionSettings } from '../../singlestore/session/connection-settings.ts'
import { formatAddress } from '../../singlestore/session/endpoint-choice.ts'
import type { Access } from '../examine-connection-settings.ts'
import { failed, passed, warned } from '../finding.ts'
import { Server } from '../server/server.ts'
import { toldError } from '../told-error.ts'
import type { Visit } from '../visit.ts'

/** A login that the server took; its database may be another matter. */
interface LoggedIn {
  readonly server: Server | null
  /** Why it may not use the database; null where it may. */
  readonly refusal: StoreError | null
}

const LOGIN_REFUSED = 1045
/** Access to the database denied, database unknown: both come once the password was taken. */
const DATABASE_REFUSED = [1044, 1049]

/** Logs in as the sink does and enters the database; null where either is refused. */
export async function examineLogin(
  address: Address,
  access: Access,
  visit: Visit,
): Promise<Server | null> {
  const at = formatAddress(address)
  const { database, user, connectTimeoutMs } = access.settings
  const databaseCheck = {
    name: `Database at ${at}`,
    did: `Entered the database "${database}" at ${at}.`,
  }
  const loggedIn = await visit.make<LoggedIn>({
    name: `Login at ${at}`,
    did: `Logged in at ${at} as "${user}".`,
    // The secret may have to be fetched again.
    boundMs: 2 * connectTimeoutMs + 10_000,
    mend: 'Let the endpoint be that of a SingleStore workspace that runs; a proxy or load balancer before it must pass TCP on as it is.',
    look: (remainingMs) => logIn(address, access, visit.doors.now, remainingMs),
  })
  if (loggedIn === null) {
    visit.skip(databaseCheck.name, 'Nobody is logged in.')
    return null
  }
  const { server, refusal } = loggedIn
  return await visit.make({
    ...databaseCheck,
    boundMs: connectTimeoutMs,
    mend: 'Create the database, or correct SINGLESTORE_DATABASE (connection.database).',
    async look() {
      if (refusal !== null) throw refusal
      return passed('It is there.', server)
    },
  })
}

async function logIn(
  address: Address,
  { settings, source }: Access,
  now: () => number,
  remainingMs: RemainingMs,
) {
  try {
    return passed('The server took the login.', await enter(settings, address, now, remainingMs))
  } catch (error) {
    if (!(error instanceof StoreError && error.errno === LOGIN_REFUSED)) throw error
    const fresh = await source(true)
    if (fresh.user === settings.user && fresh.password === settings.password) {
      const { found, mend } = toldError(error)
      return failed(found, [...blanksOf(settings), mend ?? ''].join(' ').trim())
    }
    return warned(
      'The server took the login after the secret was read again: it was rotated just now.',
      'Nothing, if the rotation was meant: the sink reads the secret again, too.',
      await enter(fresh, address, now, remainingMs),
    )
  }
}

/** What is copied with a line's end looks right to everybody. */
function blanksOf({ user, password }: ConnectionSettings): readonly string[] {
  const isPadded = (text: string | null) => text !== null && text !== text.trim()
  const named = [
    ...(isPadded(user) ? ['user'] : []),
    ...(isPadded(password) ? ['password'] : []),
  ].join(' and the ')
  return named === ''
    ? []
    : [`The ${named} begins or ends with white space: take it off, unless it is meant.`]
}

async function enter(
  settings: ConnectionSettings,
  address: Address,
  now: () => number,
  remainingMs: RemainingMs,
): Promise<LoggedIn> {
  try {
    const connection = await Connection.open(settings, address, now, remainingMs)
    return { server: new Server(settings, address, now, connection), refusal: null }
  } catch (error) {
    const isOfDatabase = error instanceof StoreError && DATABASE_REFUSED.includes(error.errno ?? 0)
    if (!isOfDatabase) throw error
    return { server: null, refusal: error }
  }
}
