import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { useStandIn } from '../support/database.ts'
import { envelope, kafkaEvent, type RecordSpec, structSchema } from '../support/kafka-event.ts'
import { startMaintenance } from '../support/ledger.ts'
import { startContainer } from '../support/sink.ts'

const HOUR_MS = 3_600_000
const database = await useStandIn()
afterEach(() => database.setClock(0))

const schema = structSchema({ id: 'int64' })
const record = (offset: number): RecordSpec => ({
  offset,
  timestamp: 1_000 + offset,
  value: offset % 10 === 3 ? null : envelope(schema, { id: offset }),
})
const event = (topic: string, first: number, last: number) =>
  kafkaEvent({
    [topic]: { 0: Array.from({ length: last - first + 1 }, (_, at) => record(first + at)) },
  })
const maintain = startMaintenance(database)

interface Row {
  readonly sequence: number
  readonly first: number | null
  readonly last: number | null
  readonly [column: string]: unknown
}

async function ledger(topic: string): Promise<readonly Row[]> {
  const rows = await database.query(
    `SELECT * FROM kafka_connect_transaction_metadata WHERE topic = '${topic}' ORDER BY sequence`,
  )
  return rows.map(({ firstOffset, lastOffset, ...row }) => ({
    ...row,
    sequence: Number(row.sequence),
    first: firstOffset === null ? null : Number(firstOffset),
    last: lastOffset === null ? null : Number(lastOffset),
  }))
}

const committed = (rows: readonly Row[]) =>
  rows
    .flatMap(({ first, last }) =>
      first === null || last === null
        ? []
        : Array.from({ length: last - first + 1 }, (_, at) => first + at),
    )
    .toSorted((a, b) => a - b)

const sums = (rows: readonly Row[]) =>
  ['records', 'count', 'filtered', 'deadLettered'].map((column) =>
    rows.reduce((sum, row) => sum + Number(row[column]), 0),
  )

const ids = async (table: string) =>
  (await database.query(`SELECT id FROM \`${table}\` ORDER BY id`)).map((row) => Number(row.id))
const written = (last: number) =>
  Array.from({ length: last + 1 }, (_, id) => id).filter((id) => id % 10 !== 3)

test('adjacent ranges become one that keeps their account, their ends and the newest of them', async () => {
  const container = startContainer(database)
  await container.deliver(event('whole', 10, 19))
  await container.deliver(event('whole', 0, 9))
  await container.deliver(event('whole', 20, 24))
  await container.deliver(event('whole', 30, 34))
  const before = await ledger('whole')
  database.setClock(25 * HOUR_MS)

  const answer = await maintain({ action: 'compact', topic: 'whole' })

  expect(answer).toEqual({
    compacted: [
      {
        ...{ topic: 'whole', partition: 0 },
        ...{ merged: 2, gapsClosed: 0, voidsDeleted: 0, transactions: 1 },
      },
    ],
    complete: true,
  })
  const after = await ledger('whole')
  expect(after).toEqual([
    {
      ...before[2],
      ...{ id: 'whole-0-0', first: 0, last: 24, records: '25', count: '22', filtered: '3' },
      ...{ firstTimestamp: '1000', lastTimestamp: '1024' },
      ...{ minTimestamp: '1000', maxTimestamp: '1024', highOffset: '24' },
    },
    before[3],
    expect.objectContaining({ sequence: 5, first: null, records: '0', highOffset: '34' }),
  ])
})

test('nothing younger than 24 hours is touched, and nothing is claimed for it', async () => {
  const container = startContainer(database)
  for (const first of [0, 10, 20, 30]) await container.deliver(event('young', first, first + 9))
  database.setClock(23 * HOUR_MS)
  const before = await ledger('young')

  expect(await maintain({ action: 'compact', topic: 'young' })).toMatchObject({
    compacted: [{ merged: 0, transactions: 0 }],
  })
  expect(await ledger('young')).toEqual(before)

  for (const first of [40, 50]) await container.deliver(event('young', first, first + 9))
  database.setClock(25 * HOUR_MS)
  await maintain({ action: 'compact', topic: 'young' })
  expect((await ledger('young')).map(({ first, last }) => [first, last])).toEqual([
    ...[
      [0, 39],
      [40, 49],
      [50, 59],
      [null, null],
    ], // prettier: the two that came later are young
  ])
})

test('each page is a transaction that claims first and reads only after, and leaves the sinks a pause', async () => {
  const container = startContainer(database)
  for (let first = 0; first < 100; first += 10) {
    await container.deliver(event('pages', first, first + 9))
  }
  const before = await ledger('pages')
  database.setClock(25 * HOUR_MS)
  database.statements.clear()

  const pauses: number[] = []
  const sleep = async (ms: number) => {
    pauses.push(ms)
  }
  const answer = await startMaintenance(database, { pageRows: 4, sleep })({
    ...{ action: 'compact', topic: 'pages' },
  })

  expect(answer).toMatchObject({ compacted: [{ merged: 8, transactions: 3 }] })
  expect(pauses).toEqual([200, 200])
  const said = database.statements.all.map(({ sql }) => sql.split(' ').slice(0, 2).join(' '))
  const transactions = said.flatMap((sql, at) =>
    sql === 'BEGIN' ? [said.slice(at, said.indexOf('COMMIT', at) + 1)] : [],
  )
  for (const one of transactions) {
    expect(one.slice(0, 3)).toEqual(['BEGIN', 'INSERT INTO', 'SELECT `sequence`,'])
  }
  const after = await ledger('pages')
  expect(committed(after)).toEqual(committed(before))
  expect(sums(after)).toEqual(sums(before))
  expect(after.map(({ first, last }) => [first, last])).toEqual([
    ...[
      [0, 89],
      [90, 99],
      [null, null],
      [null, null],
      [null, null],
    ], // one void for each claim
  ])
})

test('voided rows go once they are old, and a ledger at rest comes to rest', async () => {
  const container = startContainer(database)
  for (let first = 0; first < 50; first += 10) {
    await container.deliver(event('rest', first, first + 9))
  }
  const shapes: unknown[] = []
  for (let day = 1; day <= 6; day += 1) {
    database.setClock(day * 25 * HOUR_MS)
    await maintain({ action: 'compact', topic: 'rest' })
    shapes.push((await ledger('rest')).map(({ sequence, first, last }) => [sequence, first, last]))
  }
  expect(shapes[0]).toEqual([
    [4, 0, 39],
    [5, 40, 49],
    [6, null, null],
  ]) // the newest range is left
  expect(shapes[1]).toEqual([
    [5, 0, 49],
    [6, null, null],
    [7, null, null],
  ])
  expect(shapes.slice(2)).toEqual(Array.from({ length: 4 }, () => shapes[1]))
})

test('gaps stay open until they are older than is asked for, and only between ranges that are', async () => {
  const container = startContainer(database)
  for (const [first, last] of [
    [0, 9],
    [15, 19],
    [40, 49],
    [50, 59],
  ] as const) {
    await container.deliver(event('gaps', first, last))
  }
  database.setClock(6 * 24 * HOUR_MS)
  await container.deliver(event('gaps', 30, 31))
  await container.deliver(event('gaps', 60, 69))
  database.setClock(8 * 24 * HOUR_MS)
  const shape = async () =>
    (await ledger('gaps'))
      .flatMap(({ first, last }) => (first === null ? [] : [[first, last]]))
      .toSorted((a, b) => Number(a[0]) - Number(b[0]))

  await maintain({ action: 'compact', topic: 'gaps' })
  expect(await shape()).toEqual([
    [0, 9],
    [15, 19],
    [30, 31],
    [40, 59],
    [60, 69],
  ])
  const answer = await maintain({ action: 'compact', topic: 'gaps', closeGapsOlderThanDays: 7 })

  expect(answer).toMatchObject({ compacted: [{ gapsClosed: 1 }] })
  expect(await shape()).toEqual([
    [0, 19],
    [30, 31],
    [40, 69],
  ])
})

test('a container that remembers an end of the ledger cannot write twice after a compaction', async () => {
  const [stale, other] = [startContainer(database), startContainer(database)]
  for (let first = 0; first < 50; first += 10) await stale.deliver(event('stale', first, first + 9))
  // What the stale container remembers is old now, and is merged away; what came since is young.
  database.setClock(25 * HOUR_MS)
  for (const first of [50, 60]) await other.deliver(event('stale', first, first + 9))
  await maintain({ action: 'compact', topic: 'stale' })
  await maintain({ action: 'compact', topic: 'stale', closeGapsOlderThanDays: 1 })
  expect((await ledger('stale'))[0]).toMatchObject({ sequence: 5, first: 0, last: 49 })

  const { totals } = await stale.deliver(event('stale', 50, 79))

  expect(totals).toMatchObject({ written: 9, filtered: 1, repeated: 20 })
  expect(await ids('stale')).toEqual(written(79))
})

test('a container that has slept as long as the rows are old reads the ledger anew', async () => {
  const [stale, other] = [startContainer(database), startContainer(database)]
  await stale.deliver(event('slept', 0, 9))
  for (let first = 10; first < 60; first += 10)
    await other.deliver(event('slept', first, first + 9))
  database.setClock(25 * HOUR_MS)
  stale.advance(25 * HOUR_MS)
  await maintain({ action: 'compact', topic: 'slept' })

  for (const container of [stale, other]) await container.deliver(event('slept', 0, 69))

  expect(await ids('slept')).toEqual(written(69))
})

test('a claim of maintenance alone makes a container with a remembered end look again', async () => {
  const container = startContainer(database)
  for (const first of [0, 10, 20]) await container.deliver(event('alone', first, first + 9))
  database.setClock(25 * HOUR_MS)
  await maintain({ action: 'compact', topic: 'alone' })

  const { totals, retries } = await container.deliver(event('alone', 30, 39))

  expect(totals).toMatchObject({ written: 9 })
  expect(retries).toBe(1)
  expect((await ledger('alone')).map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5])
})

test('sinks go on delivering while the ledger is compacted: each record once, the offsets and the sums as they were', async () => {
  let topics = 0
  const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 6, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 2, max: 7 }), async (sizes, pageRows) => {
      topics += 1
      const topic = `busy_${topics}`
      // Without its pauses, maintenance takes many sequences in a row from a sink.
      const patient = { SINK_MAX_RETRIES: '1000' }
      const first = startContainer(database, patient)
      const second = startContainer(database, patient)
      const sleep = (ms: number) => delay(Math.min(ms, 5))
      database.setClock(0)
      let end = 0
      for (const size of sizes) {
        await first.deliver(event(topic, end, end + size - 1))
        end += size
      }
      const before = await ledger(topic)
      database.setClock(25 * HOUR_MS)
      const [compact, compactToo] = [1, 2].map(() =>
        startMaintenance(database, { pageRows, sleep }),
      )

      await Promise.all([
        compact?.({ action: 'compact', topic }),
        compactToo?.({ action: 'compact', topic }),
        (async () => {
          for (let at = 0; at < 5; at += 1) {
            await first.deliver(event(topic, Math.max(0, end - 5), end + at * 3))
          }
        })(),
        second.deliver(event(topic, 0, end + 4)),
      ])

      const after = await ledger(topic)
      const old = (offset: number) => offset < end
      expect(committed(after).filter(old)).toEqual(committed(before))
      expect(committed(after)).toEqual(Array.from({ length: end + 13 }, (_, offset) => offset))
      expect(await ids(topic)).toEqual(written(end + 12))
      const [records = 0, count = 0, filtered = 0] = sums(after)
      expect([records, count]).toEqual([end + 13, written(end + 12).length])
      expect(count + filtered).toBe(records)
      const sequences = after.map(({ sequence }) => sequence)
      expect(new Set(sequences).size).toBe(sequences.length)
    }),
    { numRuns: 25 },
  )
})

test('where rows are no longer what was read, all is rolled back and looked at again', async () => {
  const container = startContainer(database, { SINK_ERRORS_TOLERANCE: 'all' })
  await container.deliver(kafkaEvent({ redriven: { 0: [record(0), { offset: 1, value: 'bad' }] } }))
  for (const first of [2, 10, 20]) await container.deliver(event('redriven', first, first + 7))
  const connection = await database.connect()
  const redrive =
    "UPDATE kafka_connect_transaction_metadata SET `count` = `count` + 1, deadLettered = deadLettered - 1 WHERE topic = 'redriven' AND firstOffset = 0"
  database.setClock(25 * HOUR_MS)
  await connection.query('BEGIN')
  await connection.query(redrive)

  const compacting = maintain({ action: 'compact', topic: 'redriven' })
  while (!database.statements.all.some(({ sql }) => /^DELETE .*redriven/.test(sql))) {
    await delay(5)
  }
  await connection.query('COMMIT')

  expect(await compacting).toMatchObject({ compacted: [{ merged: 2, transactions: 1 }] })
  expect((await ledger('redriven'))[0]).toMatchObject({
    ...{ first: 0, last: 17, records: '18', count: '16', filtered: '2', deadLettered: '0' },
  })
})

test('without time for another transaction it stops and says so, and the next run goes on', async () => {
  const container = startContainer(database)
  for (let first = 0; first < 60; first += 10) {
    await container.deliver(event('late', first, first + 9))
  }
  database.setClock(25 * HOUR_MS)
  const compact = startMaintenance(database, { pageRows: 2 })
  const asked = { action: 'compact', topic: 'late' }
  database.statements.clear()
  const isCommitted = () => database.statements.all.some(({ sql }) => sql === 'COMMIT')

  const answer = await compact(asked, () => (isCommitted() ? 1_000 : 60_000))

  expect(answer).toMatchObject({ complete: false, compacted: [{ merged: 1, transactions: 1 }] })
  expect(await compact(asked)).toMatchObject({ complete: true, compacted: [{ merged: 4 }] })
})

test('one topic-partition that cannot be compacted does not keep the others from it', async () => {
  const container = startContainer(database)
  for (const topic of ['ill', 'well']) {
    for (const first of [0, 10, 20]) await container.deliver(event(topic, first, first + 9))
  }
  database.setClock(25 * HOUR_MS)
  const error = { kind: 'error', errno: 1142, message: 'DELETE command denied' } as const
  database.faults.inject({ match: /^DELETE .*'ill'/, moment: 'before', action: error })

  await expect(maintain({ action: 'compact' })).rejects.toMatchObject({ code: 'ERR_ACCESS_DENIED' })

  expect(await ledger('ill')).toHaveLength(3)
  expect((await ledger('well'))[0]).toMatchObject({ sequence: 2, first: 0, last: 19 })
})
