import { expect, test } from 'vitest'
import { parseLetterRequest } from '../../lib/redrive/letter-selection.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { redrive } from '../support/redrive.ts'
import { type Container, startContainer } from '../support/sink.ts'

const database = await useDatabase()
const TOLERANT = { SINK_ERRORS_TOLERANCE: 'all', SINK_RETRY_BACKOFF_MS: '20' }
const schema = structSchema({ id: 'int32', name: 'string' })
const record = (offset: number, name = 'ok'): RecordSpec => ({
  offset,
  value: envelope(schema, { id: offset, name }),
})

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))

const lettersOf = async (topic: string) =>
  (
    await database.query(
      `SELECT \`offset\` FROM kafka_dead_letters WHERE topic = '${topic}' ORDER BY \`offset\``,
    )
  ).map((row) => Number(row.offset))

const ledgerOf = async (topic: string) =>
  await database.query(
    `SELECT records, \`count\`, filtered, deadLettered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}'`,
  )

/** A table too narrow for some records, whose letters it could take once it is wider. */
async function buried(topic: string): Promise<Container> {
  await database.query(
    `CREATE TABLE \`${topic}\` (id INT, name VARCHAR(3), SHARD KEY (id), UNIQUE KEY u (id))`,
  )
  const container = startContainer(database, TOLERANT)
  await container.deliver(
    kafkaEvent({
      [topic]: { 0: [record(0), record(1, 'too long'), record(2, 'far too long'), record(3)] },
    }),
  )
  return container
}

/** Makes room in the table that was too narrow. */
async function widen(table: string, characters = 40): Promise<void> {
  await database.query(`ALTER TABLE ${table} ADD COLUMN wide VARCHAR(${characters})`)
  await database.query(`ALTER TABLE ${table} DROP COLUMN name`)
  await database.query(`ALTER TABLE ${table} CHANGE wide name`)
}

test('letters that can be written now become rows, and the ledger says so', async () => {
  const container = await buried('mended')
  await widen('mended')

  const dry = await redrive(container, { topic: 'mended' }, true)
  expect(dry).toMatchObject({ dryRun: true, found: 2, written: 2, stillBad: [] })
  expect(await lettersOf('mended')).toEqual([1, 2])

  const report = await redrive(container, { topic: 'mended' })

  expect(report).toEqual({
    dryRun: false,
    found: 2,
    written: 2,
    filtered: 0,
    stillBad: [],
    gone: 0,
  })
  expect(await ids('mended')).toEqual([0, 1, 2, 3])
  expect(await lettersOf('mended')).toEqual([])
  expect(await ledgerOf('mended')).toEqual([
    { records: '4', count: '4', filtered: '0', deadLettered: '0' },
  ])
  expect(await redrive(container, { topic: 'mended' })).toMatchObject({ found: 0, written: 0 })
})

test('what still fails stays, with its neighbours written', async () => {
  const container = await buried('stubborn')
  await widen('stubborn', 10)

  const report = await redrive(container, { topic: 'stubborn' })

  expect(report).toMatchObject({
    written: 1,
    stillBad: [{ topic: 'stubborn', partition: 0, offset: 2, errorCode: 'ERR_RECORD_REFUSED' }],
  })
  expect(JSON.stringify(report)).not.toContain('far too')
  expect(await ids('stubborn')).toEqual([0, 1, 3])
  expect(await lettersOf('stubborn')).toEqual([2])
  expect(await ledgerOf('stubborn')).toEqual([
    { records: '4', count: '3', filtered: '0', deadLettered: '1' },
  ])
})

test('letters are selected by topic, code, stage, time and coordinates', async () => {
  const container = startContainer(database, TOLERANT)
  await container.deliver(
    kafkaEvent({
      chosen: {
        0: [
          { offset: 0, value: 'x' },
          { offset: 1, value: envelope(schema, { id: 'x' }) },
          record(2),
        ],
      },
    }),
  )
  const found = async (deadLetters: object) => (await redrive(container, deadLetters, true)).found

  expect(await found({ topic: 'chosen' })).toBe(2)
  expect(await found({ topic: 'chosen', partition: 1 })).toBe(0)
  expect(await found({ topic: 'chosen', errorCode: 'ERR_RECORD_UNDECODABLE' })).toBe(2)
  expect(await found({ topic: 'chosen', stage: 'load' })).toBe(0)
  expect(
    await found({ topic: 'chosen', from: '2000-01-01 00:00:00', to: '2001-01-01 00:00:00' }),
  ).toBe(0)
  expect(await found({ topic: 'chosen', from: '2000-01-01T00:00:00' })).toBe(2)
  expect(await found({ records: [{ topic: 'chosen', partition: 0, offset: 1 }] })).toBe(1)
  expect(await found({ topic: 'chosen', limit: 1 })).toBe(1)
})

test.each([
  [{}, 'selects everything'],
  [{ topics: 'x' }, 'deadLetters.topics: unknown'],
  [{ topic: 5 }, 'deadLetters.topic: wants a topic'],
  [{ from: 'yesterday' }, 'deadLetters.from: wants a time'],
  [{ from: '2026-02-30 00:00:00' }, 'deadLetters.from: wants a time'],
  [
    { from: '2026-02-02 00:00:00', to: '2026-02-01 00:00:00' },
    'deadLetters.from: lies behind deadLetters.to',
  ],
  [{ topic: 'x', stage: 'laod' }, 'deadLetters.stage: wants decode, map or load'],
  [{ topic: 'x', limit: 0 }, 'deadLetters.limit: wants a whole number from 1'],
  [{ records: [] }, 'deadLetters.records: wants 1 to 1000'],
])('a selection that is no selection is refused by name: %j', (deadLetters, fault) => {
  expect(() => parseLetterRequest({ deadLetters })).toThrow(fault)
})

test('without dryRun: false nothing is changed', () => {
  expect(parseLetterRequest({ deadLetters: { topic: 'x' } }).dryRun).toBe(true)
})

test('two redrives of the same letters at once write each row once', async () => {
  const container = await buried('raced')
  await widen('raced')
  const other = startContainer(database, TOLERANT)

  const reports = await Promise.all([
    redrive(container, { topic: 'raced' }),
    redrive(other, { topic: 'raced' }),
  ])

  expect(reports[0].written + reports[1].written).toBe(2)
  expect(await ids('raced')).toEqual([0, 1, 2, 3])
})

test.each(['before', 'after'] as const)(
  'a COMMIT cut %s it reached the server writes each letter once',
  async (moment) => {
    const topic = `cut_${moment}`
    const container = await buried(topic)
    await widen(topic)
    database.faults.inject({ match: /^COMMIT/, moment, action: { kind: 'cut' } })

    const report = await redrive(container, { topic })

    expect(database.faults.fired).toHaveLength(1)
    database.faults.clear()
    expect(report).toMatchObject({ found: 2, written: 2, gone: 0 })
    expect(await ids(topic)).toEqual([0, 1, 2, 3])
    expect(await ledgerOf(topic)).toEqual([
      { records: '4', count: '4', filtered: '0', deadLettered: '0' },
    ])
  },
)

test('a letter whose key another row has taken is refused and stays: nothing is overwritten', async () => {
  const container = await buried('taken')
  await widen('taken')
  await database.query("INSERT INTO taken (id, name) VALUES (1, 'newer')")

  const report = await redrive(container, { topic: 'taken' })

  expect(report).toMatchObject({ written: 1, stillBad: [{ offset: 1 }] })
  expect(await database.query('SELECT name FROM taken WHERE id = 1')).toEqual([{ name: 'newer' }])
})

test('of two letters of one key the last write wins, and both leave', async () => {
  await database.query('CREATE TABLE twice (id INT PRIMARY KEY, name VARCHAR(3))')
  const container = startContainer(database, { ...TOLERANT, SINK_UPSERT: 'true' })
  const write = (offset: number, name: string): RecordSpec => ({
    offset,
    value: JSON.stringify({ id: 1, name }),
  })
  await container.deliver(kafkaEvent({ twice: { 0: [write(0, 'older'), write(1, 'newer')] } }))
  expect(await lettersOf('twice')).toEqual([0, 1])
  await widen('twice')

  expect(await redrive(container, { topic: 'twice' })).toMatchObject({ written: 2, stillBad: [] })
  expect(await database.query('SELECT name FROM twice')).toEqual([{ name: 'newer' }])
  expect(await lettersOf('twice')).toEqual([])
  expect(await ledgerOf('twice')).toMatchObject([{ count: '2', deadLettered: '0' }])
})

test('two redrives that share some letters only write each row once', async () => {
  const container = await buried('shared')
  await widen('shared')
  const [other, both] = [startContainer(database, TOLERANT), { topic: 'shared' }]
  const one = { records: [{ topic: 'shared', partition: 0, offset: 1 }] }

  const reports = await Promise.all([redrive(container, both), redrive(other, one)])

  expect(reports[0].written + reports[1].written).toBe(2)
  expect(await ids('shared')).toEqual([0, 1, 2, 3])
  expect(await ledgerOf('shared')).toEqual([
    { records: '4', count: '4', filtered: '0', deadLettered: '0' },
  ])
})

test('a letter whose table is missing, or lacks its column, stays while the others go', async () => {
  const container = await buried('present')
  await widen('present')
  await database.query('CREATE TABLE absent (id INT)')
  const wider = structSchema({ id: 'int32', more: 'int32' })
  await container.deliver(
    kafkaEvent({
      absent: {
        0: [
          { offset: 0, value: 'x' },
          { offset: 1, value: 'y' },
        ],
      },
    }),
  )
  await database.query(
    `UPDATE kafka_dead_letters SET value = '${envelope(wider, { id: 1, more: 2 })}' WHERE topic = 'absent' AND \`offset\` = 0`,
  )
  await database.query(
    `UPDATE kafka_dead_letters SET value = '{"id":1}' WHERE topic = 'absent' AND \`offset\` = 1`,
  )
  const request = { errorCode: 'ERR_RECORD_REFUSED' }

  const lacking = await redrive(container, { topic: 'absent' })
  await database.query('DROP TABLE absent')
  const missing = await redrive(startContainer(database, TOLERANT), { topic: 'absent' }, true)
  const gone = await redrive(container, { from: '2000-01-01 00:00:00' })

  expect(lacking).toMatchObject({ written: 1, stillBad: [{ errorCode: 'ERR_COLUMN_MISSING' }] })
  expect(missing.found).toBe(1)
  expect(gone.written).toBeGreaterThanOrEqual(2)
  expect(await ids('present')).toEqual([0, 1, 2, 3])
  expect((await redrive(container, request, true)).stillBad).toEqual([])
})

test('a letter that turns out to be a delete is counted as filtered', async () => {
  const container = startContainer(database, TOLERANT)
  await container.deliver(kafkaEvent({ deleted: { 0: [{ offset: 0, value: 'x' }, record(1)] } }))
  await database.query(
    `UPDATE kafka_dead_letters SET value = '${envelope(schema, null)}' WHERE topic = 'deleted'`,
  )

  const report = await redrive(container, { topic: 'deleted' })

  expect(report).toMatchObject({ written: 0, filtered: 1 })
  expect(await ledgerOf('deleted')).toEqual([
    { records: '2', count: '1', filtered: '1', deadLettered: '0' },
  ])
})

test('a letter that the ledger does not account for stays, and the others go', async () => {
  const container = await buried('unaccounted')
  await widen('unaccounted')
  await database.query(
    "UPDATE kafka_connect_transaction_metadata SET deadLettered = 0, `count` = 4 WHERE topic = 'unaccounted'",
  )

  const report = await redrive(container, { topic: 'unaccounted' })

  expect(report).toMatchObject({ written: 0, stillBad: [{ offset: 1 }, { offset: 2 }] })
  expect(await ids('unaccounted')).toEqual([0, 3])
})

test('a passing error in a trial is tried again', async () => {
  const container = await buried('tried')
  await widen('tried', 10)
  database.faults.inject({
    match: /^LOAD DATA .*`tried`/,
    moment: 'before',
    action: { kind: 'error', errno: 1213, message: 'injected' },
    times: 2,
  })

  const report = await redrive(container, { topic: 'tried' })

  database.faults.clear()
  expect(report).toMatchObject({ written: 1, stillBad: [{ offset: 2 }] })
})
