import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEvent } from '../../lib/lambda/event.ts'
import { summarize } from '../../lib/lambda/invocation-summary.ts'
import { createLog } from '../../lib/lambda/log.ts'
import { Measures } from '../../lib/sink/measures.ts'
import { useDatabase } from '../support/database.ts'
import { type Container, startContainer } from '../support/sink.ts'
import { damages } from '../unit/fuzz/damage.ts'
import { expectNamedError, expectNoContents } from '../unit/fuzz/marker.ts'
import { mutatedEvents } from '../unit/fuzz/mutated-events.ts'
import { goodValues } from '../unit/fuzz/record-values.ts'

const database = await useDatabase()
const settings = { SINK_MAX_RETRIES: '2', SINK_RETRY_BACKOFF_MS: '1' }

/** One invocation as the function does it, with its line of the log. */
async function invoke(container: Container, event: unknown) {
  const lines: string[] = []
  const log = createLog('test', (line) => lines.push(line))
  const measures = new Measures()
  const invocation = summarize(log, Date.now, measures)
  try {
    const { batches } = parseEvent(event)
    invocation.delivered(batches)
    const outcome = await container.accept(event, 60_000, measures)
    if (outcome.failure === null) invocation.committed()
    else {
      expectNamedError(outcome.failure)
      invocation.partly(outcome.failure)
    }
    for (const { error } of outcome.faults) expectNamedError(error)
    return outcome
  } catch (error) {
    expectNamedError(error)
    invocation.failed(error)
    return null
  } finally {
    expect(lines).toHaveLength(1)
    expectNoContents(lines.join(''))
    expectNoContents(container.warnings.join('\n'))
  }
}

/** The event of records further on in the log: none of them is committed yet. */
function movedOn(event: unknown, by: number): unknown {
  return JSON.parse(JSON.stringify(event), (name, value) =>
    name === 'offset' && Number.isInteger(value) && value < 100 ? value + by : value,
  )
}

async function numberIn(sql: string): Promise<number> {
  const [row] = await database.query(sql)
  return Number(row?.n ?? 0)
}

const columns =
  'id BIGINT, note LONGTEXT, price DECIMAL(20,2), day DATE, moment DATETIME(6), raw LONGBLOB, yes TINYINT, ratio DOUBLE, list JSON, tags JSON, data JSON'

test('records of damaged bytes become rows, deletes or dead letters, and each is accounted for', async () => {
  await database.query(`CREATE TABLE damaged (${columns})`)
  const container = startContainer(database, { ...settings, SINK_ERRORS_TOLERANCE: 'all' })
  const values = fc.array(fc.tuple(fc.constantFrom(...goodValues), damages), {
    minLength: 1,
    maxLength: 12,
  })
  let delivered = 0
  const sent = new Map<number, string>()

  await fc.assert(
    fc.asyncProperty(values, async (parts) => {
      const records = parts.map(([value, damage]) => {
        const base64 = damage(Buffer.from(value)).toString('base64')
        const offset = delivered
        delivered += 1
        sent.set(offset, base64)
        return { topic: 'damaged', partition: 0, offset, timestamp: 1_000 + offset, value: base64 }
      })
      const outcome = await invoke(container, { records: { 'damaged-0': records } })
      if (outcome === null || outcome.failure !== null) return
      expect(outcome.totals.held).toBe(0)
    }),
    { numRuns: 150 },
  )

  const from = "FROM kafka_connect_transaction_metadata WHERE topic = 'damaged'"
  const written = await numberIn(`SELECT SUM(\`count\`) AS n ${from}`)
  const buried = await numberIn(`SELECT SUM(deadLettered) AS n ${from}`)
  expect(written).toBeGreaterThan(50)
  expect(buried).toBeGreaterThan(50)
  expect(await numberIn('SELECT COUNT(*) AS n FROM damaged')).toBe(written)
  const letters = await database.query(
    "SELECT `offset`, value, errorMessage FROM kafka_dead_letters WHERE topic = 'damaged'",
  )
  expect(letters).toHaveLength(buried)
  for (const { offset, value, errorMessage } of letters) {
    const bytes = Buffer.from(sent.get(Number(offset)) ?? '', 'base64')
    expect(value).toBe(`0x${bytes.toString('hex').toUpperCase()}`)
    expectNoContents(errorMessage ?? '')
  }
})

test.each(['none', 'all'])(
  'with tolerance %s, no mutated event gets through unnamed or half written',
  async (tolerance) => {
    const table = `orders_${tolerance}`
    const container = startContainer(database, {
      ...settings,
      SINK_NAME: tolerance,
      SINK_ERRORS_TOLERANCE: tolerance,
      SINK_TABLE_NAMES: `orders=${table}; my-songs=${table}`,
    })
    await database.query(`CREATE TABLE ${table} (${columns})`)
    let cases = 0
    let outcomes = 0

    await fc.assert(
      fc.asyncProperty(mutatedEvents, async (event) => {
        cases += 1
        if ((await invoke(container, movedOn(event, cases * 100))) !== null) outcomes += 1
      }),
      { numRuns: 150 },
    )

    expect(outcomes).toBeGreaterThan(10)
    const from = `FROM kafka_connect_transaction_metadata WHERE sink = '${tolerance}' AND topic IN ('orders', 'my-songs')`
    expect(await numberIn(`SELECT COUNT(*) AS n FROM ${table}`)).toBe(
      await numberIn(`SELECT SUM(\`count\`) AS n ${from}`),
    )
    expect(
      await numberIn(
        `SELECT COUNT(*) AS n ${from} AND records <> \`count\` + filtered + deadLettered`,
      ),
    ).toBe(0)
  },
)
