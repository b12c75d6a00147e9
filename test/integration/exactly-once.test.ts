import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { type Container, startContainer } from '../support/sink.ts'

const database = await useDatabase()
const schema = structSchema({ partition: 'int32', position: 'int64' })

/** A partition's log with gaps, and deliveries of parts of it in any order, overlapping, twice, or by two containers at once. */
interface Delivery {
  readonly from: number
  readonly to: number
  readonly by: 'first' | 'second' | 'both'
}

const logs = fc.array(
  fc.array(fc.record({ gap: fc.integer({ min: 1, max: 4 }), tombstone: fc.boolean() }), {
    minLength: 1,
    maxLength: 24,
  }),
  { minLength: 1, maxLength: 3 },
)

const deliveries = fc.array(
  fc.record<Delivery>({
    from: fc.integer({ min: 0, max: 23 }),
    to: fc.integer({ min: 0, max: 24 }),
    by: fc.constantFrom('first', 'second', 'both'),
  }),
  { maxLength: 8 },
)

type Log = readonly (readonly RecordSpec[])[]

function produce(shape: readonly (readonly { gap: number; tombstone: boolean }[])[]): Log {
  return shape.map((records, partition) => {
    let offset = -1
    return records.map(({ gap, tombstone }) => {
      offset += gap
      return {
        offset,
        value: tombstone ? null : envelope(schema, { partition, position: offset }),
      }
    })
  })
}

function part(topic: string, log: Log, from: number, to: number): unknown {
  return kafkaEvent({
    [topic]: Object.fromEntries(
      log.map((records, partition) => [partition, records.slice(from, to)]),
    ),
  })
}

let containers: readonly [Container, Container]
beforeAll(() => {
  containers = [startContainer(database), startContainer(database)]
})

let topics = 0

test('whatever is cut, repeated, overlapped or delivered twice at once, each record is a row exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(logs, deliveries, async (shape, plan) => {
      topics += 1
      const topic = `once_${topics}`
      const log = produce(shape)
      const [first, second] = containers
      for (const { from, to, by } of plan) {
        const event = part(topic, log, from, Math.max(from, to))
        await Promise.all([
          by === 'second' ? null : first.deliver(event),
          by === 'first' ? null : second.deliver(event),
        ])
      }
      await Promise.all([
        first.deliver(part(topic, log, 0, 24)),
        second.deliver(part(topic, log, 0, 24)),
      ])
      await expectExactlyOnce(topic, log)
    }),
    { numRuns: 200 },
  )
})

async function expectExactlyOnce(topic: string, log: Log): Promise<void> {
  const produced = log.flatMap((records, partition) =>
    records.filter(({ value }) => value !== null).map(({ offset }) => `${partition}:${offset}`),
  )
  const rows =
    produced.length === 0
      ? []
      : await database.query(`SELECT \`partition\`, \`position\` FROM \`${topic}\``)
  expect(rows.map((row) => `${row.partition}:${row.position}`).toSorted()).toEqual(
    produced.toSorted(),
  )
  const ranges = await database.query(
    `SELECT * FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY \`partition\`, firstOffset`,
  )
  for (const [index, range] of ranges.entries()) {
    const before = ranges[index - 1]
    if (before?.partition === range.partition) {
      expect(Number(before?.lastOffset)).toBeLessThan(Number(range.firstOffset))
    }
    expect(Number(range.records)).toBe(
      Number(range.count) + Number(range.filtered) + Number(range.deadLettered),
    )
  }
  const accounted = ranges.reduce((sum, range) => sum + Number(range.records), 0)
  expect(accounted).toBe(log.reduce((sum, records) => sum + records.length, 0))
}
