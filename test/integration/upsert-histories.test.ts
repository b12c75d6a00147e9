import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { changeEvent, eventPayload } from '../support/change-event.ts'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { redrive } from '../support/redrive.ts'
import { startContainer } from '../support/sink.ts'

const database = await useDatabase()

const ENVIRONMENT = {
  SINK_UPSERT: 'true',
  SINK_DELETE_ENABLED: 'true',
  SINK_TABLE_KEYS: 'PRIMARY=id',
  SINK_RETRY_BACKOFF_MS: '1',
}

afterEach(() => {
  database.faults.clear()
})

/** What happens to one of a partition's few keys. */
interface Step {
  readonly key: number
  readonly shape: 'create' | 'update' | 'schemaless' | 'delete' | 'tombstone' | 'null'
  readonly gap: number
}

const step: fc.Arbitrary<Step> = fc.record({
  key: fc.nat({ max: 3 }),
  shape: fc.constantFrom('create', 'update', 'schemaless', 'delete', 'tombstone', 'null'),
  gap: fc.nat({ max: 2 }),
})

/** An event takes from each partition what lies between two places; so far means where all before it have come to. */
interface Cut {
  readonly back: number
  readonly on: number
  readonly container: 0 | 1
  readonly fault: 'none' | 'before' | 'after'
}

const cut: fc.Arbitrary<Cut> = fc.record({
  back: fc.nat({ max: 5 }),
  on: fc.nat({ max: 6 }),
  container: fc.constantFrom(0, 1),
  fault: fc.constantFrom('none', 'none', 'none', 'before', 'after'),
})

const keySchema = structSchema({ id: { type: 'int32', optional: false } })
const ROW_SCHEMA = structSchema({ id: { type: 'int32', optional: false }, name: 'string' })

function recordOf(offset: number, id: number, shape: Step['shape']): RecordSpec {
  const row = { id, name: `${id}@${offset}` }
  const key = envelope(keySchema, { id })
  switch (shape) {
    case 'create':
      return { offset, key, value: changeEvent('c', { after: row }) }
    case 'update':
      return { offset, key, value: changeEvent('u', { before: { id }, after: row }) }
    case 'schemaless':
      return { offset, key, value: JSON.stringify(eventPayload('c', { after: row })) }
    case 'delete':
      return { offset, key: null, value: changeEvent('d', { before: { id } }) }
    case 'tombstone':
      return { offset, key, value: null }
    case 'null':
      return { offset, key, value: envelope(ROW_SCHEMA, null) }
    default:
      return shape satisfies never
  }
}

const isDelete = ({ shape }: Step) => ['delete', 'tombstone', 'null'].includes(shape)

interface History {
  readonly records: readonly RecordSpec[]
  /** What is left of it, one step after the other. */
  readonly rows: ReadonlyMap<number, string>
}

function historyOf(partition: number, steps: readonly Step[]): History {
  const rows = new Map<number, string>()
  let offset = 0
  const records = steps.map((one) => {
    const id = partition * 10 + one.key
    offset += 1 + one.gap
    if (isDelete(one)) rows.delete(id)
    else rows.set(id, `${id}@${offset}`)
    return recordOf(offset, id, one.shape)
  })
  return { records, rows }
}

let runs = 0

test('histories of several partitions, cut, repeated and overlapped at random, land as they happened', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 3 }),
      fc.array(cut, { maxLength: 8 }),
      async (partitions, cuts) => {
        const topic = `history_${runs++}`
        await database.query(`CREATE TABLE ${topic} (id INT NOT NULL PRIMARY KEY, name TEXT)`)
        const containers = [0, 1].map(() => startContainer(database, ENVIRONMENT))
        const histories = partitions.map((steps, partition) => historyOf(partition, steps))
        const whole = Math.max(...histories.map(({ records }) => records.length))
        let frontier = 0
        const last: Cut = { back: 0, on: whole, container: 0, fault: 'none' }
        for (const { back, on, container, fault } of [...cuts, last]) {
          const from = Math.max(0, frontier - back)
          const to = Math.max(from, frontier - back + on)
          frontier = Math.max(frontier, to)
          const slices = histories.map(({ records }) => records.slice(from, to))
          if (slices.every((slice) => slice.length === 0)) continue
          if (fault !== 'none') {
            database.faults.inject({ match: /^COMMIT/, moment: fault, action: { kind: 'cut' } })
          }
          const event = Object.fromEntries(
            slices.flatMap((slice, place) => (slice.length === 0 ? [] : [[place, slice]])),
          )
          await containers[container]?.deliver(kafkaEvent({ [topic]: event }))
          database.faults.clear()
        }

        const found = await database.query(`SELECT id, name FROM ${topic} ORDER BY id`)
        const expected = histories
          .flatMap(({ rows }) => [...rows])
          .toSorted(([a], [b]) => a - b)
          .map(([id, name]) => ({ id: String(id), name }))
        expect(found).toEqual(expected)
        const [ledger] = await database.query(
          `SELECT SUM(records) AS records, SUM(\`count\`) AS written, SUM(filtered) AS filtered FROM kafka_connect_transaction_metadata WHERE topic = '${topic}'`,
        )
        const delivered = String(histories.flatMap(({ records }) => records).length)
        expect(ledger).toEqual({ records: delivered, written: delivered, filtered: '0' })
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

const VERSIONED = {
  SINK_UPSERT: 'true',
  SINK_VERSION_COLUMN: 'version',
  SINK_ERRORS_TOLERANCE: 'all',
}

/** A write of one of three keys; its version is its own, and a bad one is refused at first. */
const versioned = fc.record({ id: fc.nat({ max: 2 }), isBad: fc.boolean() })

const VERSION_SCHEMA = structSchema({
  id: { type: 'int32', optional: false },
  name: 'string',
  version: 'int64',
})

test('under a version the newest row stays, in whatever order letters come back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(versioned, { minLength: 1, maxLength: 9 })
        .chain((writes) =>
          fc.tuple(
            fc.constant(writes),
            fc.shuffledSubarray([...writes.keys()], { minLength: writes.length }),
            fc.shuffledSubarray([...writes.keys()], { minLength: writes.length }),
            fc.integer({ min: 1, max: 9 }),
          ),
        ),
      async ([writes, versions, order, size]) => {
        const topic = `versions_${runs++}`
        await database.query(
          `CREATE TABLE ${topic} (id INT NOT NULL PRIMARY KEY, name VARCHAR(3), version BIGINT)`,
        )
        const container = startContainer(database, VERSIONED)
        const records = writes.map(({ id, isBad }, offset) => {
          const row = { id, name: isBad ? 'too long' : 'ok', version: versions[offset] ?? 0 }
          return { offset, value: envelope(VERSION_SCHEMA, row) }
        })
        for (let from = 0; from < records.length; from += size) {
          await container.deliver(kafkaEvent({ [topic]: { 0: records.slice(from, from + size) } }))
        }
        await database.query(`ALTER TABLE ${topic} ADD COLUMN wide VARCHAR(40)`)
        await database.query(`ALTER TABLE ${topic} DROP COLUMN name`)
        await database.query(`ALTER TABLE ${topic} CHANGE wide name`)
        for (const offset of order) {
          const { stillBad } = await redrive(container, {
            records: [{ topic, partition: 0, offset }],
          })
          expect(stillBad).toEqual([])
        }

        const newest = new Map<number, number>()
        for (const [offset, { id }] of writes.entries()) {
          newest.set(id, Math.max(newest.get(id) ?? 0, versions[offset] ?? 0))
        }
        expect(await database.query(`SELECT id, version FROM ${topic} ORDER BY id`)).toEqual(
          [...newest]
            .toSorted(([a], [b]) => a - b)
            .map(([id, version]) => ({ id: String(id), version: String(version) })),
        )
        const [ledger] = await database.query(
          `SELECT SUM(records) AS records, SUM(\`count\` + filtered) AS settled, SUM(deadLettered) AS letters FROM kafka_connect_transaction_metadata WHERE topic = '${topic}'`,
        )
        const delivered = String(writes.length)
        expect(ledger).toEqual({ records: delivered, settled: delivered, letters: '0' })
      },
    ),
    { numRuns: 30 },
  )
}, 60_000)
