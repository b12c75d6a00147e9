import { randomBytes } from 'node:crypto'
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2/promise'
import { afterAll, inject } from 'vitest'
import { defaultCacheFolder } from '../../infra/local/stand-in/cache-folder.ts'
import { placeAt } from '../../infra/local/stand-in/mariadb/place.ts'
import { startMariaDb } from '../../infra/local/stand-in/mariadb/start-mariadb.ts'
import { openPipe } from '../../infra/local/stand-in/open-pipe.ts'
import {
  type Language,
  openStandIn,
  type StandIn,
  type StandInManner,
} from '../../infra/local/stand-in/open-stand-in.ts'
import { createSqlRules, sessionSetup } from '../../infra/local/stand-in/sql/sql-rules.ts'
import { type ExactRow, exactRows } from './exact-rows.ts'
import type { DatabaseBehind } from './stand-in.ts'

/** A front of this test file's own with a fresh database; faults and the log are this file's alone. */
export interface TestDatabase extends Omit<StandIn, 'close'> {
  readonly database: string
  /** Runs a statement on a connection kept for it and gives its rows as exact text. */
  query(sql: string): Promise<readonly ExactRow[]>
  /** Opens another connection, closed with the file. */
  connect(options?: ConnectionOptions): Promise<Connection>
  /** Opens a child aggregator of the same database; a real one is only known by its one address. */
  openChild(): Promise<StandIn>
}

/** Call once at the top of a test file; the database is dropped when the file is done. */
export function useDatabase(manner: StandInManner = {}): Promise<TestDatabase> {
  return openTestDatabase(inject('databaseBehind'), manner)
}

/** Like useDatabase, but never a real SingleStore: for tests of the stand-in itself. */
export async function useStandIn(manner: StandInManner = {}): Promise<TestDatabase> {
  const behind = inject('databaseBehind')
  if (behind.kind === 'mariadb') return openTestDatabase(behind, manner)
  const mariaDb = await startMariaDb({ cacheFolder: defaultCacheFolder(process.env) })
  afterAll(mariaDb.close)
  return openTestDatabase({ kind: 'mariadb', folder: mariaDb.place.folder }, manner)
}

async function openTestDatabase(
  behind: DatabaseBehind,
  manner: StandInManner,
): Promise<TestDatabase> {
  const undo: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const step of undo.reverse()) await step()
  })
  const language = { rules: createSqlRules({}), sessionSetup }
  const front = await openFront(behind, language, manner)
  undo.push(() => front.close())
  const { host, port, user, password } = front
  const database = `test_${randomBytes(6).toString('hex')}`
  const connect = async (options: ConnectionOptions = {}): Promise<Connection> => {
    const choice = { host, port, user, password, database, ...options }
    const connection = await createConnection(choice)
    connection.on('error', () => undefined)
    undo.push(async () => connection.destroy())
    return connection
  }
  const alone = await createConnection({ host, port, user, password })
  await alone.query(`CREATE DATABASE ${database}`)
  undo.push(() => dropDatabase(front, database))
  await alone.end()
  let own: Connection | undefined
  return {
    ...front,
    database,
    connect,
    async openChild() {
      const child = await openFront(behind, language, { ...manner, password, aggregator: 'child' })
      undo.push(() => child.close())
      return child
    },
    async query(sql) {
      own ??= await connect()
      return exactRows(own, sql)
    },
  }
}

/** On a connection of its own: a test may have ended any other. */
async function dropDatabase(front: StandIn, database: string): Promise<void> {
  front.faults.clear()
  const { host, port, user, password } = front
  const connection = await createConnection({ host, port, user, password })
  await connection.query(`DROP DATABASE ${database}`)
  await connection.end()
}

function openFront(
  behind: DatabaseBehind,
  language: Language,
  manner: StandInManner,
): Promise<StandIn> {
  if (behind.kind === 'singlestore') return openPipe(behind.url)
  return openStandIn(placeAt(behind.folder), language, manner)
}
