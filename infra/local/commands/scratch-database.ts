import { randomBytes } from 'node:crypto'
import { type Connection, createConnection } from 'mysql2/promise'

/** Where a database server listens and who may log in. */
export interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

export interface ScratchDatabase {
  readonly name: string
  /** A connection of our own, in that database. */
  readonly connection: Connection
  /** Drops the database with all that is in it. */
  close(): Promise<void>
}

/** Creates a database that nobody else uses; its name begins with `prefix`. */
export async function createScratchDatabase(
  { host, port, user, password }: Login,
  prefix: string,
): Promise<ScratchDatabase> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`
  const connection = await createConnection({ host, port, user, password, charset: 'utf8mb4' })
  await connection.query(`CREATE DATABASE \`${name}\``)
  await connection.query(`USE \`${name}\``)
  return {
    name,
    connection,
    async close() {
      try {
        await connection.query(`DROP DATABASE IF EXISTS \`${name}\``)
      } finally {
        connection.destroy()
      }
    },
  }
}

/** The variables that lead the sink to a database. */
export function connectionEnvironment(
  { host, port, user, password }: Login,
  database: string,
): Readonly<Record<string, string>> {
  return {
    SINGLESTORE_ENDPOINT: `${host}:${port}`,
    SINGLESTORE_DATABASE: database,
    SINGLESTORE_USER: user,
    SINGLESTORE_PASSWORD: password,
    SINGLESTORE_TLS: 'disabled',
  }
}
