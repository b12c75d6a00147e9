import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { redrive } from '../support/redrive.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const required = { type: 'int32', optional: false }
const schema = structSchema({ id: required, name: 'string' })
const keyOf = (id: number) => envelope(structSchema({ id: required }), { id })
const row = (offset: number, name: string, id = 1): RecordSpec => ({
  offset,
  key: keyOf(id),
  value: envelope(schema, { id, name }),
})
const rowsOf = async (table: string) =>
  (await database.query(`SELECT id, name, kafka_offset FROM ${table} ORDER BY id`)).map((found) =>
    Object.values(found).join(' '),
  )

/** As a record that once could not be read: its letter, and all that came behind it. */
async function outrun(topic: string, later: readonly RecordSpec[]) {
  const container = startContainer(database, {
    SINK_UPSERT: 'true',
    SINK_DELETE_ENABLED: 'true',
    SINK_TABLE_KEYS: 'PRIMARY=id',
    SINK_EXTRA_COLUMNS: 'offset',
    SINK_VERSION_COLUMN: 'kafka_offset',
    SINK_ERRORS_TOLERANCE: 'all',
  })
  const bad: RecordSpec = { offset: 1, key: keyOf(1), value: 'not JSON' }
  await container.deliver(kafkaEvent({ [topic]: { 0: [row(0, 'first'), bad, ...later] } }))
  await database.query(
    `UPDATE kafka_dead_letters SET value = '${row(1, 'mended').value}' WHERE topic = '${topic}'`,
  )
  return await redrive(container, { topic })
}

test('the offset is a version for rows that have none: what comes late replaces no later row', async () => {
  const report = await outrun('overtaken', [row(2, 'newer')])
  expect(report).toMatchObject({ written: 0, filtered: 1, stillBad: [] })
  expect(await rowsOf('overtaken')).toEqual(['1 newer 2'])
})

test('what comes late replaces an earlier row', async () => {
  const report = await outrun('in_time', [row(2, 'other', 2)])
  expect(report).toMatchObject({ written: 1, filtered: 0, stillBad: [] })
  expect(await rowsOf('in_time')).toEqual(['1 mended 1', '2 other 2'])
})

test('a row that was deleted has left no version behind: what comes late is written again', async () => {
  const report = await outrun('deleted', [{ offset: 2, key: keyOf(1), value: null }])
  expect(report).toMatchObject({ written: 1, filtered: 0, stillBad: [] })
  expect(await rowsOf('deleted')).toEqual(['1 mended 1'])
})
