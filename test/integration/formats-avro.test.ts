import fc from 'fast-check'
import { expect, test } from 'vitest'
import { avroLandings } from '../support/avro-landings.ts'
import { allAvro, anyAvro } from '../support/avro-samples.ts'
import { useDatabase } from '../support/database.ts'
import { FRAMINGS, framed } from '../support/framing.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { lander } from '../support/land-rows.ts'
import { useRegistries } from '../support/registries.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()
const land = lander(database, registries)

test('every type of Avro, alone, nullable and in an array, reaches its column exactly', async () => {
  const property = fc.asyncProperty(avroLandings(allAvro, 80), land)
  await fc.assert(property, { numRuns: 4, endOnFailure: true })
})

test('values of any nested schema reach the database exactly', async () => {
  const landing = fc
    .array(anyAvro, { minLength: 1, maxLength: 8 })
    .chain((makers) => avroLandings(makers, 12))
  await fc.assert(fc.asyncProperty(landing, land), { numRuns: 60, endOnFailure: true })
})

test.each([
  ['"string"', 'plain 😀', Buffer.from('plain 😀')],
  ['"long"', '-9223372036854775808', Buffer.from('ffffffffffffffffff01', 'hex')],
  ['{"type":"long","logicalType":"timestamp-micros"}', '1970-01-01 00:00:00.000001', Buffer.of(2)],
])('a value of %s goes to the column `data`', async (schema, data, written) => {
  const registered = registries.register('AVRO', schema)
  const length = Buffer.of(written.length * 2)
  const bytes = schema === '"string"' ? Buffer.concat([length, written]) : written
  const topic = `bare_${registered.id}`
  const records = FRAMINGS.map((framing, offset) => ({
    offset,
    ...framed(registered, { bytes }, framing),
  }))
  await startContainer(database, {
    ...registries.environment,
    SINK_VALUE_FORMAT: 'avro',
  }).deliver(kafkaEvent({ [topic]: { 0: records } }))
  expect(await database.query(`SELECT data FROM ${topic}`)).toEqual(FRAMINGS.map(() => ({ data })))
})

test('bytes by themselves have no length before them in the frame of Confluent, and one in that of Glue', async () => {
  const registered = registries.register('AVRO', '"bytes"')
  const raw = Buffer.from([4, 0, 255])
  const encoded = Buffer.concat([Buffer.of(6), raw])
  const records = FRAMINGS.map((framing, offset) => {
    const bytes = framing.includes('glue') ? encoded : raw
    return { offset, ...framed(registered, { bytes }, framing) }
  })
  await startContainer(database, {
    ...registries.environment,
    SINK_VALUE_FORMAT: 'avro',
  }).deliver(kafkaEvent({ bare_bytes: { 0: records } }))
  expect(await database.query('SELECT data FROM bare_bytes')).toEqual(
    FRAMINGS.map(() => ({ data: '0x0400FF' })),
  )
})
