import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { kafkaEvent, type RecordSpec } from '../support/kafka-event.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const CHANGES = { SINK_UPSERT: 'true', SINK_DELETE_ENABLED: 'true', SINK_TRUNCATE_ENABLED: 'true' }

function write(offset: number, id = 1): RecordSpec {
  return { offset, value: JSON.stringify({ id, version: offset, name: 'hush' }) }
}
const remove = (offset: number): RecordSpec => ({ offset, key: '{"id":1}', value: null })
const truncate = (offset: number): RecordSpec => ({
  offset,
  value: JSON.stringify({ op: 't', before: null, after: null, source: { db: 'd' } }),
})

const LATE = (topic: string) =>
  expect.stringMatching(
    new RegExp(`^(?!.*hush)${topic}-0 .*5.* behind later offsets .*SINK_VERSION_COLUMN`),
  )

async function table(name: string): Promise<void> {
  await database.query(`CREATE TABLE ${name} (id INT PRIMARY KEY, version INT, name TEXT)`)
}

test.each([
  ['a write', write(5)],
  ['a delete', remove(5)],
  ['a truncation', truncate(5)],
])('%s behind later offsets is warned of once, by whatever container', async (what, late) => {
  const topic = `late_${what.slice(2)}`
  await table(topic)
  const container = startContainer(database, CHANGES)
  const early = { ...late, offset: 4 }
  await container.deliver(kafkaEvent({ [topic]: { 0: [write(10)] } }))
  await container.deliver(kafkaEvent({ [topic]: { 0: [write(11)] } }))
  expect(container.warnings).toEqual([])
  await container.deliver(kafkaEvent({ [topic]: { 0: [late] } }))
  await container.deliver(kafkaEvent({ [topic]: { 0: [early] } }))
  expect(container.warnings).toEqual([LATE(topic)])

  // Another one has only the ledger to tell.
  const other = startContainer(database, CHANGES)
  await other.deliver(kafkaEvent({ [topic]: { 0: [{ ...late, offset: 3 }] } }))
  expect(other.warnings).toHaveLength(1)
})

test('what has a version, or only adds rows, is not warned of', async () => {
  await table('guarded')
  const guarded = startContainer(database, { ...CHANGES, SINK_VERSION_COLUMN: 'version' })
  for (const offset of [10, 5]) {
    await guarded.deliver(kafkaEvent({ guarded: { 0: [write(offset)] } }))
  }
  await table('added')
  const adding = startContainer(database, { SINK_TRUNCATE_ENABLED: 'true' })
  for (const offset of [10, 5]) {
    await adding.deliver(kafkaEvent({ added: { 0: [write(offset, offset)] } }))
  }
  expect([...guarded.warnings, ...adding.warnings]).toEqual([])
  await guarded.deliver(kafkaEvent({ guarded: { 0: [remove(4)] } }))
  expect(guarded.warnings).toHaveLength(1)
})

test('what is delivered again is committed already, and nothing to warn of', async () => {
  await table('repeated')
  const container = startContainer(database, CHANGES)
  const event = kafkaEvent({ repeated: { 0: [write(5), write(10)] } })
  await container.deliver(event)
  await container.deliver(event)
  await container.deliver(kafkaEvent({ repeated: { 0: [write(10), write(11)] } }))
  expect(container.warnings).toEqual([])
})
