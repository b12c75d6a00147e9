import { createAccounts } from './accounts.ts'
import { startFront } from './front.ts'
import type { StandIn } from './open-stand-in.ts'

const mysqlPort = 3306

/**
 * Opens a pipe to a real SingleStore: faults and the log of statements work, no rule of the stand-in does.
 * `url` is mysql://user:password@host:port/; clients log in at the pipe with the same user and password.
 */
export async function openPipe(url: string): Promise<StandIn> {
  const { protocol, hostname, port, username, password } = new URL(url)
  if (protocol !== 'mysql:' || hostname === '') {
    throw new Error('SINGLESTORE_TEST_URL must look like mysql://user:password@host:port/')
  }
  const upstream = {
    address: { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || mysqlPort) },
    user: decodeURIComponent(username) || 'root',
    password: decodeURIComponent(password),
  }
  const accounts = createAccounts()
  accounts.setPassword(upstream.user, upstream.password)
  const front = await startFront({ upstream, reception: { accounts }, dialect: null })
  return {
    ...front,
    user: upstream.user,
    password: upstream.password,
    socketPath: null,
    setPassword: accounts.setPassword,
    setClock() {
      throw new Error('The clock of a real SingleStore is not moved from here')
    },
    restart: () => Promise.reject(new Error('A real SingleStore is not restarted from here')),
  }
}
