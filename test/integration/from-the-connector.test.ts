import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { LedgerAnswer } from '../../lib/ledger/answer.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startMaintenance } from '../support/ledger.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({
  id: { type: 'int64' },
  name: { type: 'string', optional: true },
  tags: { type: 'array', items: { type: 'string' }, optional: true },
})
const environment = { SINK_TYPE_PROFILE: 'connector' }
const maintain = startMaintenance(database)

interface Written {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

const span = (topic: string, partition: number, first: number, last: number): Written[] =>
  Array.from({ length: last - first + 1 }, (_, at) => ({ topic, partition, offset: first + at }))
const value = ({ partition, offset }: Written) => ({
  id: partition * 1_000_000 + offset,
  name: `n\t${offset}\\`,
  tags: ['a', `${offset}`],
})
const event = (records: readonly Written[]) =>
  kafkaEvent(
    grouped(
      records,
      ({ topic }) => topic,
      (ofTopic) =>
        grouped(
          ofTopic,
          ({ partition }) => String(partition),
          (batch) =>
            batch.map((record) => ({
              offset: record.offset,
              value: envelope(schema, value(record)),
            })),
        ),
    ),
  )

function grouped<Item, Made>(
  items: readonly Item[],
  by: (item: Item) => string,
  make: (group: readonly Item[]) => Made,
): Readonly<Record<string, Made>> {
  return Object.fromEntries([...Map.groupBy(items, by)].map(([key, group]) => [key, make(group)]))
}

/** What the connector 1.2.8 does with its two tables, in its statements. */
class Connector {
  readonly #table: string
  readonly #metadata: string

  constructor(table: string, metadata: string) {
    this.#table = table
    this.#metadata = metadata
  }

  async create(): Promise<void> {
    await database.query(
      `CREATE TABLE IF NOT EXISTS \`${this.#table}\` (\n\`id\` BIGINT NOT NULL,\n\`name\` TEXT,\n\`tags\` JSON,\nKEY (\`id\`) USING CLUSTERED COLUMNSTORE\n)`,
    )
    await database.query(
      `CREATE TABLE IF NOT EXISTS \`${this.#metadata}\` (\n  id VARCHAR(255) PRIMARY KEY,\n  count INT NOT NULL,\n  createdAt TIMESTAMP DEFAULT NOW()\n)`,
    )
  }

  /** One call of `put`: all its records under the id of the first; where that id is known, nothing. */
  async put(...records: readonly Written[]): Promise<void> {
    const [first] = records
    if (first === undefined) return
    const id = `${first.topic}-${first.partition}-${first.offset}`
    const known = `SELECT * FROM \`${this.#metadata}\` WHERE \`id\` = '${id}'`
    if ((await database.query(known)).length > 0) return
    const connection = await database.connect()
    await connection.query('BEGIN')
    await connection.query(
      `INSERT INTO \`${this.#metadata}\` (id, count) VALUES ('${id}', ${records.length})`,
    )
    const lines = records.map((record) => {
      const { id: key, name, tags } = value(record)
      const cells = [`${key}`, name, JSON.stringify(tags)]
      return `${cells.map((cell) => cell.replaceAll('\\', '\\\\').replaceAll('\t', '\\\t')).join('\t')}\n`
    })
    await connection.query({
      sql: `LOAD DATA LOCAL INFILE '###.tsv'  INTO TABLE \`${this.#table}\` (\`id\`, \`name\`, \`tags\`) `,
      infileStreamFactory: () => Readable.from([Buffer.from(lines.join(''))]),
    })
    await connection.query('COMMIT')
  }
}

async function startConnector(topic: string, metadata = `${topic}_metadata`): Promise<Connector> {
  const connector = new Connector(topic, metadata)
  await connector.create()
  return connector
}

interface GroupLine {
  readonly topic: string
  readonly partition: number
  readonly committed: number | string
  readonly logEnd: number
}

function describeGroup(lines: readonly GroupLine[]): string {
  const header =
    'GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID  HOST  CLIENT-ID'
  const body = lines.map(
    ({ topic, partition, committed, logEnd }) =>
      `connect-shop    ${topic.padEnd(15)} ${partition}          ${committed}            ${logEnd}  -  -  -  -`,
  )
  return ["\nConsumer group 'connect-shop' has no active members.\n", header, ...body].join('\n')
}

const adopt = (topic: string, lines: readonly GroupLine[], parts: object = {}) =>
  maintain({
    ...{ action: 'adopt', topic, metadataTable: `${topic}_metadata`, confirm: topic },
    ...{ describe: describeGroup(lines), ...parts },
  })
const adopted = (answer: LedgerAnswer) => ('adopted' in answer ? answer.adopted : [])
const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))
const idsOf = (records: readonly Written[]) =>
  records.map((record) => value(record).id).toSorted((a, b) => a - b)

test('after a clean stop the sink goes on in the connector’s table and group, and in its default metadata table’s name', async () => {
  const metadata = 'kafka_connect_transaction_metadata'
  const connector = await startConnector('orders', metadata)
  await connector.put(...span('orders', 0, 0, 49), ...span('orders', 1, 0, 9))
  await connector.put(...span('orders', 1, 10, 29), ...span('orders', 0, 50, 59))
  const group = [
    { topic: 'orders', partition: 0, committed: 60, logEnd: 90 },
    { topic: 'orders', partition: 1, committed: 30, logEnd: 30 },
  ]

  await expect(adopt('orders', group, { metadataTable: metadata })).rejects.toMatchObject({
    code: 'ERR_LEDGER_FOREIGN',
  })
  await database.query(`ALTER TABLE \`${metadata}\` RENAME TO \`old_metadata\``)
  expect(await adopt('orders', group, { metadataTable: 'old_metadata' })).toMatchObject({
    adopted: [
      { partition: 0, committed: 60, state: 'new', first: 0, last: 59, doubt: null },
      { partition: 1, committed: 30, state: 'new', first: 0, last: 29, doubt: null },
    ],
    group: 'connect-shop',
    notes: [expect.stringContaining('ConsumerGroupId "connect-shop"')],
  })

  const sink = startContainer(database, environment)
  await sink.deliver(event([...span('orders', 0, 60, 69), ...span('orders', 1, 30, 34)]))
  await sink.deliver(event(span('orders', 0, 40, 89)))
  await startContainer(database, environment).deliver(event(span('orders', 1, 0, 34)))
  const everything = [...span('orders', 0, 0, 89), ...span('orders', 1, 0, 34)]
  expect(await ids('orders')).toEqual(idsOf(everything))
  const rows = await database.query(
    'SELECT COUNT(*) AS n FROM orders WHERE name IS NULL OR tags IS NULL',
  )
  expect(rows).toEqual([{ n: '0' }])
})

describe('puts that were not committed', () => {
  test('are taken as far as each begins where the one before it ends, and the last one is settled by the user', async () => {
    const connector = await startConnector('chained')
    await connector.put(...span('chained', 0, 0, 99))
    // Committed so far; then the worker is killed.
    await connector.put(...span('chained', 0, 100, 149))
    await connector.put(...span('chained', 0, 150, 169))
    const group = [{ topic: 'chained', partition: 0, committed: 100, logEnd: 200 }]

    const answer = await adopt('chained', group, { onlyWriter: true })
    expect(adopted(answer)).toEqual([
      expect.objectContaining({
        ...{ state: 'new', first: 0, last: 150 },
        doubt: { first: 151, last: 169, why: expect.stringContaining('held 20 records') },
      }),
    ])
    expect(answer).toMatchObject({
      notes: [
        expect.stringMatching(/chained-0.*"through"/s),
        expect.stringContaining('connect-shop'),
      ],
    })
    expect(adopted(await adopt('chained', group, { through: { 0: 169 } }))).toEqual([
      expect.objectContaining({ state: 'extended', first: 151, last: 169, doubt: null }),
    ])

    const sink = startContainer(database, environment)
    await sink.deliver(event(span('chained', 0, 100, 179)))
    await sink.deliver(event(span('chained', 0, 160, 199)))
    expect(await ids('chained')).toEqual(idsOf(span('chained', 0, 0, 199)))
  })

  test('are reported and not guessed at: gaps, several partitions in one put, several topics', async () => {
    const connector = await startConnector('guess')
    await connector.put(...span('guess', 0, 0, 99), ...span('guess', 1, 0, 9))
    const gappy = span('guess', 0, 100, 149).filter(({ offset }) => offset % 2 === 0)
    await connector.put(...gappy, ...span('guess', 1, 10, 19), ...span('guess_more', 0, 5, 6))
    const group = [
      { topic: 'guess', partition: 0, committed: 100, logEnd: 180 },
      { topic: 'guess', partition: 1, committed: 10, logEnd: 30 },
      { topic: 'guess', partition: 2, committed: 7, logEnd: 7 },
      { topic: 'guess_more', partition: 0, committed: 5, logEnd: 9 },
    ]

    expect(adopted(await adopt('guess', group, { onlyWriter: true }))).toEqual([
      expect.objectContaining({
        ...{ partition: 0, first: 0, last: 100 },
        doubt: { first: 101, last: 136, why: expect.stringContaining('held 37 records') },
      }),
      expect.objectContaining({
        ...{ partition: 1, first: 0, last: 9 },
        doubt: { first: 10, last: 29, why: expect.stringContaining('may hold records of this') },
      }),
      expect.objectContaining({ partition: 2, first: 0, last: 6, doubt: null }),
    ])
    const more = await adopt('guess_more', group, { metadataTable: 'guess_metadata' })
    expect(adopted(more)).toEqual([
      expect.objectContaining({ last: 4, doubt: expect.objectContaining({ first: 5, last: 8 }) }),
    ])
  })

  test('are reported where the group has committed nothing yet', async () => {
    const connector = await startConnector('fresh')
    await connector.put(...span('fresh', 0, 0, 9))
    await connector.put(...span('fresh', 3, 0, 0))
    const group = [{ topic: 'fresh', partition: 0, committed: '-', logEnd: 10 }]

    expect(adopted(await adopt('fresh', group, { onlyWriter: true }))).toEqual([
      expect.objectContaining({
        ...{ partition: 0, committed: null, state: 'new', first: 0, last: 0 },
        doubt: expect.objectContaining({ first: 1, last: 9 }),
      }),
      expect.objectContaining({
        ...{ partition: 3, committed: null, state: 'nothing' },
        doubt: expect.objectContaining({ why: expect.stringContaining('no offset of it') }),
      }),
    ])
  })

  test('of topics with names that begin alike are kept apart', async () => {
    const connector = await startConnector('a-1')
    await connector.put(...span('a-1', 0, 0, 9))
    await connector.put(...span('a', 1, 50, 59))
    await connector.put(...span('a-1-0', 0, 50, 59))
    await connector.put(...span('A-1', 0, 60, 69))
    const group = [{ topic: 'a-1', partition: 0, committed: 10, logEnd: 99 }]

    expect(adopted(await adopt('a-1', group))).toEqual([
      expect.objectContaining({ partition: 0, first: 0, last: 9, doubt: null }),
    ])
  })
})

describe('rows that prove nothing', () => {
  test('of a second connector on the same topic and metadata table are not taken for this one’s', async () => {
    const ahead = await startConnector('shared')
    const behind = new Connector('shared_copy', 'shared_metadata')
    await behind.create()
    await behind.put(...span('shared', 0, 0, 9))
    await ahead.put(...span('shared', 0, 0, 8))
    await ahead.put(...span('shared', 0, 10, 19))
    await ahead.put(...span('shared', 0, 20, 20))
    const group = [{ topic: 'shared', partition: 0, committed: 10, logEnd: 99 }]

    expect(adopted(await adopt('shared', group))).toEqual([
      expect.objectContaining({
        ...{ first: 0, last: 9 },
        doubt: { first: 10, last: 20, why: expect.stringContaining('another connector may write') },
      }),
    ])
    await database.query(
      "UPDATE shared_metadata SET createdAt = createdAt - INTERVAL 1 HOUR WHERE id = 'shared-0-10'",
    )
    expect(adopted(await adopt('shared', group, { onlyWriter: true }))).toEqual([
      expect.objectContaining({
        ...{ state: 'already', first: null },
        doubt: expect.objectContaining({ why: expect.stringContaining('older than one of lower') }),
      }),
    ])
  })

  test('of a topic that was created again are not taken for today’s', async () => {
    const connector = await startConnector('again')
    for (const first of [0, 100, 200]) await connector.put(...span('again', 0, first, first + 99))
    const group = [{ topic: 'again', partition: 0, committed: 50, logEnd: 120 }]

    expect(adopted(await adopt('again', group, { onlyWriter: true }))).toEqual([
      expect.objectContaining({
        last: 49,
        doubt: { first: 50, last: 119, why: expect.stringContaining('the log ends at 120') },
      }),
    ])
    const stale = [{ topic: 'again', partition: 0, committed: 300, logEnd: 120 }]
    expect(adopted(await adopt('again', stale))).toEqual([
      expect.objectContaining({
        state: 'refused',
        reason: expect.stringContaining('created again or cut'),
      }),
    ])
  })

  test('in a table that is no metadata table are not read', async () => {
    await database.query('CREATE TABLE strange (id INT)')
    for (const [metadataTable, message] of [
      ['strange', /"strange" is no metadata table/],
      ['missing', /there is no table "missing"/],
    ]) {
      await expect(
        maintain({ action: 'adopt', topic: 'a', offsets: { 0: 1 }, metadataTable }),
      ).rejects.toMatchObject({
        code: 'ERR_EVENT_INVALID',
        message: expect.stringMatching(message ?? ''),
      })
    }
  })
})
