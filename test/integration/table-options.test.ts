import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ id: 'int64', email: 'string', at: 'int64' })
const value = (id: number) => envelope(schema, { id, email: `e${id}`, at: id })

beforeEach(() => {
  database.statements.clear()
})

function container(options: object, environment: Readonly<Record<string, string>> = {}) {
  return startContainer(database, {
    SINK_TABLE_OPTIONS: JSON.stringify(options),
    ...environment,
  })
}

const event = (topic: string, id: number) =>
  kafkaEvent({ [topic]: { 0: [{ offset: id, value: value(id) }] } })

function created(): readonly string[] {
  return database.statements.all
    .map(({ sql }) => sql)
    .filter((sql) => sql.startsWith('CREATE') && !sql.includes('kafka_'))
}

test('each table gets its own keys, all others those of *', async () => {
  const sink = container(
    {
      first: { keys: 'PRIMARY=email', keyLength: 64 },
      '*': { keys: 'SHARD=id; COLUMNSTORE=at DESC,id' },
    },
    { SINK_TABLE_KEYS: 'PRIMARY=id' },
  )
  await sink.deliver(event('first', 1))
  await sink.deliver(event('second', 1))

  expect(created()).toEqual([
    [
      'CREATE TABLE IF NOT EXISTS `first` (',
      '  `id` BIGINT,',
      '  `email` VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,',
      '  `at` BIGINT,',
      '  PRIMARY KEY (`email`)',
      ')',
    ].join('\n'),
    [
      'CREATE TABLE IF NOT EXISTS `second` (',
      '  `id` BIGINT,',
      '  `email` LONGTEXT CHARACTER SET utf8mb4,',
      '  `at` BIGINT,',
      '  SHARD KEY (`id`),',
      '  SORT KEY (`at` DESC, `id`)',
      ')',
    ].join('\n'),
  ])
  const [shown] = await database.query('SHOW CREATE TABLE second')
  expect(shown?.['Create Table']).toContain('(`at` DESC,`id`)')
})

test('a table is kept in rows where that is said', async () => {
  await container({ in_rows: { storage: 'rowstore' } }).deliver(event('in_rows', 1))

  const [shown] = await database.query('SHOW CREATE TABLE in_rows')
  expect(shown?.['Create Table']).toMatch(/^CREATE ROWSTORE TABLE/)
})

describe('a reference table', () => {
  test('is created and written on the endpoint for DDL, where data has another', async () => {
    const child = await database.openChild()
    const sink = container(
      { countries: { reference: true, keys: 'PRIMARY=id' } },
      {
        SINGLESTORE_ENDPOINT: '',
        SINGLESTORE_DDL_ENDPOINT: `${database.host}:${database.port}`,
        SINGLESTORE_DML_ENDPOINTS: `${child.host}:${child.port}`,
      },
    )
    await sink.deliver(event('countries', 1))
    await sink.deliver(event('countries', 2))
    await sink.deliver(event('orders', 1))

    const loads = (statements: typeof database.statements) =>
      statements.all.flatMap(({ sql }) => /^LOAD DATA.* INTO TABLE `(\w+)`/.exec(sql)?.[1] ?? [])
    expect(created()[0]).toMatch(/^CREATE REFERENCE TABLE IF NOT EXISTS `countries`/)
    expect(loads(database.statements)).toEqual(['countries', 'countries'])
    expect(loads(child.statements)).toEqual(['orders'])
    expect(await database.query('SELECT COUNT(*) AS n FROM countries')).toEqual([{ n: '2' }])
  })

  test('with a key that cuts it is refused at the start', () => {
    const keys = { SINK_TABLE_KEYS: 'PRIMARY=id; SHARD=id' }
    const start = () => container({ bad_reference: { reference: true } }, keys)
    expect(start).toThrow(/"bad_reference": a reference table has no SHARD key.*every node/)
  })
})
