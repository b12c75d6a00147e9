import { expect, test } from 'vitest'
import { RecordError, StoreError } from '../../lib/errors.ts'
import { createRowFormat } from '../../lib/format/create-row-format.ts'
import { plainSchema } from '../../lib/format/plain/plain-schema.ts'
import type { FormatRecord, RecordFormat } from '../../lib/format/record-format.ts'
import { parseEvent } from '../../lib/lambda/event.ts'
import { parseLetterRequest } from '../../lib/redrive/letter-selection.ts'
import { redriveLetters } from '../../lib/redrive.ts'
import type { SinkParts } from '../../lib/sink/sink-parts.ts'
import { Sink } from '../../lib/sink.ts'
import { useDatabase } from '../support/database.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

/** Texts, each under a schema of a registry that may be out of reach, or may not know it yet. */
class RegisteredTexts implements RecordFormat {
  reachable = true
  readonly known = new Set(['17'])
  /** The values of the records of each preparation. */
  readonly prepared: string[][] = []
  readonly #schema = plainSchema('string')

  async prepare(records: readonly FormatRecord[]): Promise<void> {
    this.prepared.push(records.map(textOf))
    if (this.reachable) return
    throw new StoreError('ERR_REGISTRY_UNREACHABLE', 'The registry is out of reach.', {
      transient: true,
    })
  }

  peek({ valueSchema }: FormatRecord) {
    if (this.known.has(valueSchema?.schemaId ?? '')) return this.#schema
    throw new RecordError('ERR_SCHEMA_MISSING', 'The registry knows no such schema.')
  }

  decode(record: FormatRecord) {
    return { schema: this.peek(record), value: textOf(record) }
  }
}

function textOf({ value }: FormatRecord): string {
  return Buffer.from(value ?? '', 'base64').toString()
}

/** Records of one topic-partition whose values are their offsets, with a schema id each. */
function framed(topic: string, schemaIds: Readonly<Record<number, string>>): unknown {
  const records = Object.entries(schemaIds).map(([offset, schemaId]) => ({
    topic,
    partition: 0,
    offset: Number(offset),
    timestamp: 1_700_000_000_000,
    value: Buffer.from(offset).toString('base64'),
    keySchemaMetadata: { dataFormat: 'JSON', schemaId: '99' },
    valueSchemaMetadata: { dataFormat: 'AVRO', schemaId },
  }))
  return { eventSource: 'SelfManagedKafka', records: { [`${topic}-0`]: records } }
}

function begin() {
  const format = new RegisteredTexts()
  const container = startContainer(database, {
    SINK_ERRORS_TOLERANCE: 'all',
    SINK_MAX_RETRIES: '0',
  })
  const parts: SinkParts = { ...container.parts, format: createRowFormat(format) }
  const deliver = async (event: unknown) =>
    (await new Sink(parts).accept(parseEvent(event).batches, () => 60_000)).totals
  const redrive = async (topic: string, dryRun = false) =>
    await redriveLetters(
      parseLetterRequest({ deadLetters: { topic }, dryRun }),
      parts,
      () => 60_000,
    )
  return { format, deliver, redrive }
}

const texts = async (table: string) =>
  (await database.query(`SELECT data FROM ${table} ORDER BY data`)).map((row) => row.data)

const letters = async (topic: string) =>
  await database.query(
    `SELECT \`offset\`, keySchema, valueSchema FROM kafka_dead_letters WHERE topic = '${topic}'`,
  )

test('only what is not committed yet is prepared, all of it at once', async () => {
  const { format, deliver } = begin()
  await deliver(framed('pending', { 1: '17', 2: '17' }))

  const totals = await deliver(framed('pending', { 1: '17', 2: '17', 3: '17', 4: '17' }))

  expect(totals).toMatchObject({ written: 2, repeated: 2 })
  expect(format.prepared).toEqual([
    ['1', '2'],
    ['3', '4'],
  ])
})

test('a redelivery needs no registry', async () => {
  const { format, deliver } = begin()
  await deliver(framed('repeated', { 1: '17', 2: '17' }))
  format.reachable = false

  expect(await deliver(framed('repeated', { 1: '17', 2: '17' }))).toMatchObject({ repeated: 2 })
  expect(await deliver(framed('repeated', { 2: '17' }))).toMatchObject({ repeated: 1 })
})

test('a registry out of reach fails the event: nothing is written, nothing is dead-lettered', async () => {
  const { format, deliver } = begin()
  format.reachable = false
  await expect(deliver(framed('unreachable', { 1: '17' }))).rejects.toMatchObject({
    code: 'ERR_REGISTRY_UNREACHABLE',
  })
  expect(await letters('unreachable')).toEqual([])

  format.reachable = true
  expect(await deliver(framed('unreachable', { 1: '17' }))).toMatchObject({ written: 1 })
})

test('a letter keeps what its schemas are called, and is redriven by it once the schema is there', async () => {
  const { format, deliver, redrive } = begin()
  const totals = await deliver(framed('lettered', { 1: '17', 2: '18', 3: '17' }))
  expect(totals).toMatchObject({ written: 2, deadLettered: 1 })
  const [letter] = await letters('lettered')
  expect(letter?.offset).toBe('2')
  expect(JSON.parse(letter?.keySchema ?? '')).toEqual({ dataFormat: 'JSON', schemaId: '99' })
  expect(JSON.parse(letter?.valueSchema ?? '')).toEqual({ dataFormat: 'AVRO', schemaId: '18' })
  expect(await redrive('lettered')).toMatchObject({
    written: 0,
    stillBad: [{ offset: 2, errorCode: 'ERR_SCHEMA_MISSING' }],
  })

  format.known.add('18')
  format.prepared.length = 0
  expect(await redrive('lettered', true)).toMatchObject({ written: 1 })
  expect(await redrive('lettered')).toMatchObject({ written: 1, stillBad: [] })

  expect(format.prepared).toEqual([['2'], ['2']])
  expect(await texts('lettered')).toEqual(['1', '2', '3'])
  expect(await letters('lettered')).toEqual([])
})

test('a registry out of reach fails a redrive, and its letters stay', async () => {
  const { format, deliver, redrive } = begin()
  await deliver(framed('staying', { 1: '18', 2: '17' }))
  format.known.add('18')
  format.reachable = false
  for (const dryRun of [true, false]) {
    await expect(redrive('staying', dryRun)).rejects.toMatchObject({
      code: 'ERR_REGISTRY_UNREACHABLE',
    })
  }
  expect(await letters('staying')).toHaveLength(1)
  expect(await texts('staying')).toEqual(['2'])
})

test('a dead-letter table of an older version is named, with the statement that mends it', async () => {
  const { format, deliver, redrive } = begin()
  await deliver(framed('older', { 1: '17', 2: '18' }))
  for (const column of ['keySchema', 'valueSchema']) {
    await database.query(`ALTER TABLE kafka_dead_letters DROP COLUMN ${column}`)
  }
  const mend =
    'ALTER TABLE `kafka_dead_letters` ADD COLUMN `keySchema` JSON, ADD COLUMN `valueSchema` JSON'

  await expect(redrive('older')).rejects.toThrow(mend)
  await expect(deliver(framed('older', { 3: '17', 4: '18' }))).rejects.toThrow(mend)

  await database.query(mend)
  format.known.add('18')
  expect(await deliver(framed('older', { 3: '17', 4: '18' }))).toMatchObject({ written: 2 })
  expect(await redrive('older')).toMatchObject({ stillBad: [{ errorCode: 'ERR_SCHEMA_MISSING' }] })
})
