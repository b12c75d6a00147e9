import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, structSchema } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const KEYED = { SINK_UPSERT: 'true', SINK_DELETE_ENABLED: 'true' }
const keySchema = structSchema({ id: { type: 'int64', optional: false } })
const schema = structSchema({ id: 'int64', a: 'string' })
const wide = structSchema({ id: 'int64', a: 'string', b: 'int32' })

beforeEach(() => {
  database.statements.clear()
})

const write = (offset: number, id: number, a: string) => ({
  offset,
  key: envelope(keySchema, { id }),
  value: envelope(schema, { id, a }),
})
const remove = (offset: number, id: number) => ({
  offset,
  key: envelope(keySchema, { id }),
  value: null,
})
const event = (
  topic: string,
  ...records: readonly (ReturnType<typeof write> | ReturnType<typeof remove>)[]
) => kafkaEvent({ [topic]: { 0: records } })

function said(pattern: RegExp): readonly string[] {
  return database.statements.all.map(({ sql }) => sql).filter((sql) => pattern.test(sql))
}

describe('where rows are known by their keys', () => {
  test("a table is created with the record's key, whose keys are read once and no more", async () => {
    const container = startContainer(database, KEYED)
    await container.deliver(event('made', write(0, 1, 'x')))

    expect(said(/^CREATE TABLE IF NOT EXISTS `made`/)).toEqual([
      'CREATE TABLE IF NOT EXISTS `made` (\n  `id` BIGINT NOT NULL,\n  `a` LONGTEXT CHARACTER SET utf8mb4,\n  PRIMARY KEY (`id`)\n)',
    ])
    expect(said(/^SHOW CREATE TABLE `made`/)).toEqual(['SHOW CREATE TABLE `made`'])
    expect(container.parts.catalog.table('made').uniqueKeys).toEqual([['id']])

    database.statements.clear()
    await container.deliver(event('made', write(1, 1, 'y')))
    expect(said(/^SHOW|information_schema/)).toEqual([])
    expect(await database.query('SELECT * FROM made')).toEqual([{ id: '1', a: 'y' }])
  })

  test('the keys of a table that exists come in its own order and names, with how its texts compare', async () => {
    await database.query(
      'CREATE TABLE existing (Id BIGINT NOT NULL, a VARCHAR(9) COLLATE utf8mb4_bin, b VARCHAR(9), ' +
        'SHARD KEY (id), UNIQUE KEY u (id) USING HASH, UNIQUE KEY free (b) UNENFORCED)',
    )
    const container = startContainer(database, KEYED)
    await container.deliver(event('existing', write(0, 1, 'x')))

    const { uniqueKeys, columns } = container.parts.catalog.table('existing')
    expect(uniqueKeys).toEqual([['Id']])
    expect(columns.map(({ collation }) => collation)).toEqual([
      null,
      'utf8mb4_bin',
      'utf8mb4_general_ci',
    ])
  })

  test('a table that exists without such a key is an error with the mend', async () => {
    await database.query(
      'CREATE TABLE keyless (id BIGINT, a TEXT, UNIQUE KEY free (id) UNENFORCED)',
    )

    await expect(
      startContainer(database, KEYED).deliver(event('keyless', write(0, 1, 'x'))),
    ).rejects.toMatchObject({
      code: 'ERR_TABLE_KEYS',
      message: expect.stringMatching(
        /"keyless" has no PRIMARY or UNIQUE key.*SINK_UPSERT.*create the table anew/,
      ),
    })
  })

  test('and otherwise nobody asks for the keys', async () => {
    await startContainer(database).deliver(event('unasked', write(0, 1, 'x')))

    expect(said(/^SHOW CREATE TABLE `unasked`/)).toEqual([])
  })
})

describe('under a warm container that knows rows by their keys', () => {
  async function warm(table: string, environment: Readonly<Record<string, string>> = {}) {
    await database.query(`CREATE TABLE ${table} (id BIGINT PRIMARY KEY, a TEXT)`)
    const container = startContainer(database, { ...KEYED, ...environment })
    await container.deliver(event(table, write(0, 1, 'x'), write(1, 2, 'y')))
    database.statements.clear()
    return container
  }

  test('a table made anew with its key renamed is written by the key that it has now', async () => {
    const container = await warm('rekeyed')
    await database.query('DROP TABLE rekeyed')
    await database.query('CREATE TABLE rekeyed (ID BIGINT PRIMARY KEY, a TEXT)')

    await container.deliver(event('rekeyed', write(2, 1, 'z'), remove(3, 2)))

    expect(await database.query('SELECT * FROM rekeyed')).toEqual([{ ID: '1', a: 'z' }])
  })

  test('a key column that is gone is noticed by a delete', async () => {
    const container = await warm('unkeyed')
    await database.query('DROP TABLE unkeyed')
    await database.query('CREATE TABLE unkeyed (other BIGINT PRIMARY KEY, a TEXT)')

    await expect(container.deliver(event('unkeyed', remove(2, 2)))).rejects.toMatchObject({
      code: 'ERR_RECORD_UNMAPPABLE',
      message: expect.stringContaining('"other"'),
    })
    expect(said(/^SHOW CREATE TABLE `unkeyed`/)).toHaveLength(1)
  })

  test('a table that was dropped is created again', async () => {
    const container = await warm('gone')
    await database.query('DROP TABLE gone')

    await container.deliver(event('gone', write(2, 1, 'z')))

    expect(await database.query('SELECT * FROM gone')).toEqual([{ id: '1', a: 'z' }])
  })

  test('a new field becomes a column, outside of the keys', async () => {
    const container = await warm('grown', { SINK_SCHEMA_EVOLUTION: 'add' })
    const value = envelope(wide, { id: 1, a: 'z', b: 7 })

    await container.deliver(event('grown', { ...write(2, 1, ''), value }, remove(3, 2)))

    expect(said(/^ALTER/)).toEqual(['ALTER TABLE `grown` ADD COLUMN `b` INT NULL'])
    expect(await database.query('SELECT * FROM grown')).toEqual([{ id: '1', a: 'z', b: '7' }])
    expect(container.parts.catalog.table('grown').uniqueKeys).toEqual([['id']])
  })
})
