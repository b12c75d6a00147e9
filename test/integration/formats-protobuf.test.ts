import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { FRAMINGS, framed } from '../support/framing.ts'
import { kafkaEvent } from '../support/kafka-event.ts'
import { type Landing, lander, manners } from '../support/land-rows.ts'
import { protoFiles } from '../support/proto-file.ts'
import {
  allFields,
  anyField,
  type FieldMaker,
  layOut,
  membersOf,
  type Syntax,
} from '../support/protobuf-samples.ts'
import { useRegistries } from '../support/registries.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()
const registries = await useRegistries()
const land = lander(database, registries)

/** Rows of a message with these fields, written by protobufjs. */
function landings(
  makers: readonly FieldMaker[],
  syntax: Syntax,
  count: number,
): fc.Arbitrary<Landing> {
  const { fields, messages, text, rows } = layOut(makers, 'f', syntax, 10)
  const label = syntax === 'proto2' ? 'required ' : ''
  const row = { messages, text: (wire: boolean) => `${label}int32 id = 1;\n${text(wire)}` }
  const bounds = { minLength: count, maxLength: count, size: 'max' } as const
  return fc
    .tuple(protoFiles(row, syntax), fc.array(rows, bounds), manners(count))
    .map(([file, values, manner]) => ({
      type: 'PROTOBUF',
      schema: file.text,
      manner,
      bodies: values.map((members, id) => ({
        lead: file.lead,
        bytes: file.encode({ id, ...membersOf(members) }),
      })),
      rows: values.map((members, id) => {
        const columns = members.map(({ column }, at) => [fields[at]?.column, column])
        return { id: { text: String(id) }, ...Object.fromEntries(columns) }
      }),
      [fc.toStringMethod]: () => file.text,
    }))
}

test.each(['proto2', 'proto3', 'editions'] as const)(
  'every type of %s, alone, optional, repeated and in a map, reaches its column exactly',
  async (syntax) => {
    const property = fc.asyncProperty(landings(allFields, syntax, 60), land)
    await fc.assert(property, { numRuns: 2, endOnFailure: true })
  },
)

test('values of any nested message reach the database exactly', async () => {
  const landing = fc
    .tuple(
      fc.array(anyField, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('proto2', 'proto3', 'editions'),
    )
    .chain(([makers, syntax]) => landings(makers, syntax, 12))
  await fc.assert(fc.asyncProperty(landing, land), { numRuns: 60, endOnFailure: true })
})

test.each([
  ['message StringValue { string value = 1; }', '0a04f09f9880', '😀'],
  ['message UInt64Value { uint64 value = 1; }', '08ffffffffffffffffff01', '18446744073709551615'],
  ['message BytesValue { bytes value = 1; }', '', '0x'],
])('a wrapper by itself (%s) goes to the column `data`', async (message, body, data) => {
  const text = `syntax = "proto3"; package google.protobuf; ${message}`
  const registered = registries.register('PROTOBUF', text)
  const topic = `bare_${registered.id}`
  const first = { confluent: Buffer.of(0), glue: Buffer.of(0) }
  const records = FRAMINGS.map((framing, offset) => ({
    offset,
    ...framed(registered, { bytes: Buffer.from(body, 'hex'), lead: first }, framing),
  }))
  const container = startContainer(database, {
    ...registries.environment,
    SINK_VALUE_FORMAT: 'protobuf',
  })
  await container.deliver(kafkaEvent({ [topic]: { 0: records } }))
  expect(await database.query(`SELECT data FROM ${topic}`)).toEqual(FRAMINGS.map(() => ({ data })))
})
