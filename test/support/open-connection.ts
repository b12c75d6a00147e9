import { type Connection, type ConnectionOptions, createConnection } from 'mysql2/promise'
import { onTestFinished } from 'vitest'
import type { StandIn } from '../../infra/local/stand-in/open-stand-in.ts'

/** Opens a connection that is closed when the test that runs is finished. */
export async function openConnection(
  front: StandIn,
  options: ConnectionOptions = {},
): Promise<Connection> {
  const { host, port, user, password } = front
  const connection = await createConnection({ host, port, user, password, ...options })
  connection.on('error', () => undefined)
  onTestFinished(() => connection.destroy())
  return connection
}
