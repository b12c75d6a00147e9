import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { FRAMINGS, framed } from '../support/framing.ts'
import { allJson, anyJson, DEFINITIONS, type JsonKind } from '../support/json-schema-samples.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { type Landing, lander, manners } from '../support/land-rows.ts'
import { useRegistries } from '../support/registries.ts'
import { jsonObject } from '../support/shown.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()
const land = lander(database, registries)

/** Rows of an object with these properties, as JSON text. */
function landings(kinds: readonly JsonKind[], rows: number): fc.Arbitrary<Landing> {
  const members = kinds.map(({ schema }, at) => [`f${at}`, schema] as const)
  const schema = jsonObject([
    ['type', '"object"'],
    ['$defs', DEFINITIONS],
    ['properties', jsonObject([['id', '{"type":"integer"}'], ...members])],
  ])
  const row = fc.tuple(...kinds.map(({ values }) => values))
  const bounds = { minLength: rows, maxLength: rows, size: 'max' } as const
  return fc.tuple(fc.array(row, bounds), manners(rows)).map(([values, manner]) => ({
    type: 'JSON',
    schema,
    manner,
    bodies: values.map((samples, id) => {
      const written = samples.flatMap(({ written }, at) =>
        written === null ? [] : [[`f${at}`, written] as const],
      )
      return { bytes: Buffer.from(jsonObject([['id', String(id)], ...written])) }
    }),
    rows: values.map((samples, id) => {
      const columns = samples.map(({ column }, at) => [`f${at}`, column])
      return { id: { text: String(id) }, ...Object.fromEntries(columns) }
    }),
    [fc.toStringMethod]: () => schema,
  }))
}

test('every type of JSON Schema, alone, nullable, absent and in an array, reaches its column exactly', async () => {
  const property = fc.asyncProperty(landings(allJson, 80), land)
  await fc.assert(property, { numRuns: 4, endOnFailure: true })
})

test('values of any nested schema reach the database exactly', async () => {
  const landing = fc
    .array(anyJson, { minLength: 1, maxLength: 8 })
    .chain((kinds) => landings(kinds, 12))
  await fc.assert(fc.asyncProperty(landing, land), { numRuns: 60, endOnFailure: true })
})

test.each([
  ['{"type":"string"}', '"plain 😀"', 'plain 😀'],
  ['{"type":"integer"}', '-9223372036854775808', '-9223372036854775808'],
  ['{"type":"array","items":{"type":"integer"}}', '[1, 9007199254740993]', '[1,9007199254740993]'],
  ['{"type":"object","additionalProperties":{"type":"number"}}', '{"a": 0.1}', '{"a":0.1}'],
  ['{"oneOf":[{"type":"null"},{"type":"boolean"}]}', 'true', '1'],
])('a value of %s goes to the column `data`', async (schema, written, data) => {
  const registered = registries.register('JSON', schema)
  const topic = `bare_${registered.id}`
  const records = FRAMINGS.map((framing, offset) => ({
    offset,
    ...framed(registered, { bytes: Buffer.from(written) }, framing),
  }))
  const container = startContainer(database, registries.environment)
  await container.deliver(kafkaEvent({ [topic]: { 0: records } }))
  expect(await database.query(`SELECT data FROM ${topic}`)).toEqual(FRAMINGS.map(() => ({ data })))
})

test('a number reaches a column of decimals, integers or text with every digit', async () => {
  const registered = registries.register(
    'JSON',
    '{"type":"object","properties":{"d":{"type":"number"},"i":{"type":"number"},"t":{"type":"number"}}}',
  )
  await database.query('CREATE TABLE exact (d DECIMAL(30,5), i BIGINT, t TEXT)')
  const [d, i, t] = ['12345678901234567.89000', '9007199254740993', '0.1234567890123456789']
  const bytes = Buffer.from(`{"d":${d},"i":${i},"t":${t}}`)
  const container = startContainer(database, registries.environment)
  await container.deliver(
    kafkaEvent({ exact: { 0: [{ offset: 0, ...framed(registered, { bytes }, 'confluent-id') }] } }),
  )
  expect(await database.query('SELECT * FROM exact')).toEqual([{ d, i, t }])
})
