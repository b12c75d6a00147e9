import { onTestFinished } from 'vitest'
import { Sessions } from '../../lib/singlestore/session/sessions.ts'
import type { TestDatabase } from './database.ts'

/** The product's own sessions with a test's database, closed when the test that runs is finished. */
export function openSessions(database: TestDatabase): Sessions {
  const address = { host: database.host, port: database.port }
  const settings = async () =>
    ({
      endpoints: { ddl: address, dml: [address] },
      database: database.database,
      user: database.user,
      password: database.password ?? null,
      tls: { mode: 'disabled' },
      connectTimeoutMs: 10_000,
    }) as const
  const sessions = new Sessions(settings, { now: Date.now, random: Math.random })
  onTestFinished(() => sessions.discard())
  return sessions
}
