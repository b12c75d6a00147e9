import { randomBytes } from 'node:crypto'
import { createAccounts } from './accounts.ts'
import type { SessionState, SqlRules } from './action.ts'
import type { TlsOffer } from './admit-client.ts'
import type { Upstream } from './backend.ts'
import type { Dialect } from './dialect.ts'
import type { Faults } from './faults.ts'
import { startFront } from './front.ts'
import type { Place } from './mariadb/place.ts'
import { restartMariaDb } from './mariadb/restart-mariadb.ts'
import { createShuffle } from './shuffle.ts'
import type { StatementLog } from './statement-log.ts'

/** A database for tests and commands that speaks and refuses as SingleStore does. */
export interface StandIn {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** Reaches MariaDB itself as root without a password, for measurements; null before a real SingleStore. */
  readonly socketPath: string | null
  readonly faults: Faults
  readonly statements: StatementLog
  /**
   * Moves the clock of all sessions through this proxy (CURRENT_TIMESTAMP, defaults of columns): so many milliseconds ahead of
   * the machine's, behind it where negative. Throws on a real SingleStore.
   */
  setClock(offsetMs: number): void
  /** Adds a user or changes its password; connections that are open stay open. */
  setPassword(user: string, password: string): void
  /** Crashes the server and starts it again: what was committed survives. Throws on a real SingleStore. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface StandInManner {
  /** A child aggregator refuses writes to reference tables in a transaction; `master` by default. */
  readonly aggregator?: SessionState['aggregator']
  /** `raw` hands uploads straight to MariaDB, for measurements; `spooled` by default. */
  readonly loads?: Dialect['loads']
  /** Offers TLS with this certificate. */
  readonly tls?: TlsOffer
  /** Of the user root; a random one by default. */
  readonly password?: string
}

export interface Language {
  readonly rules: SqlRules
  readonly sessionSetup: readonly string[]
}

/** Opens a proxy over a MariaDB that runs, in this process or another; closing it leaves the MariaDB running. */
export async function openStandIn(
  place: Place,
  { rules, sessionSetup }: Language,
  manner: StandInManner = {},
): Promise<StandIn> {
  const user = 'root'
  const password = manner.password ?? randomBytes(12).toString('hex')
  const accounts = createAccounts()
  accounts.setPassword(user, password)
  const upstream: Upstream = { address: { path: place.socketPath }, user: 'root', password: '' }
  const front = await startFront({
    upstream,
    reception: { accounts, serverVersion, ...(manner.tls && { tls: manner.tls }) },
    dialect: {
      rules,
      sessionSetup,
      aggregator: manner.aggregator ?? 'master',
      spoolFolder: place.spoolFolder,
      loads: manner.loads ?? 'spooled',
      shuffle: createShuffle(shuffleSeed),
    },
  })
  return {
    ...front,
    user,
    password,
    socketPath: place.socketPath,
    setPassword: accounts.setPassword,
    restart: () => restartMariaDb(place),
  }
}

/** The MySQL version that SingleStore says it is. */
const serverVersion = '5.7.32'
const shuffleSeed = 20
