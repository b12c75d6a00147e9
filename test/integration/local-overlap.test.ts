import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildFunctions } from '../../infra/build.ts'
import { ledgerFacts } from '../../infra/local/commands/demo/ledger-facts.ts'
import { checkTable } from '../../infra/local/commands/demo/table-check.ts'
import { connectionEnvironment } from '../../infra/local/commands/scratch-database.ts'
import { addCounts, countsOf, noCounts } from '../../infra/local/commands/sink-counts.ts'
import { PAYLOAD_LIMIT_BYTES } from '../../infra/local/event-source/batch-limits.ts'
import { createCommittedOffsets } from '../../infra/local/event-source/committed-offsets.ts'
import { deliver, type EventSourceMapping } from '../../infra/local/event-source/deliver.ts'
import { createRandom } from '../../infra/local/event-source/random.ts'
import { startFunction } from '../../infra/local/lambda/function.ts'
import { orders } from '../../infra/local/samples/orders.ts'
import type { Sample } from '../../infra/local/samples/sample.ts'
import { songs } from '../../infra/local/samples/songs.ts'
import { useDatabase } from '../support/database.ts'

const database = await useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'overlap-'))
const modulePath = join(folder, 'sink.js')

beforeAll(async () => {
  await buildFunctions({ outFolder: folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function reader(sample: Sample, seed: number): EventSourceMapping {
  const random = createRandom(seed)
  const partitions = sample.log.partitions.map(({ partition }) => partition)
  const middle = random.integer(1, partitions.length)
  return {
    topic: sample.log,
    source: { kind: 'self-managed', bootstrapServers: 'b:9092' },
    groups: [partitions.slice(0, middle), partitions.slice(middle)],
    limits: {
      batchSize: random.integer(20, 150),
      windowMs: Number.POSITIVE_INFINITY,
      payloadBytes: PAYLOAD_LIMIT_BYTES,
    },
    nulls: seed % 2 === 0 ? 'null' : 'absent',
    maximumRetries: 100,
    offsets: createCommittedOffsets(),
    random,
    longestRun: 40,
    copies: (numbers) => numbers.integer(1, 2),
  }
}

test.each([
  ['songs', songs(500, 11), 3],
  ['orders', orders(900, 12), 4],
])(
  'containers that race for the same new records of %s write each once',
  async (name, sample, seed) => {
    const lambda = startFunction({
      modulePath,
      environment: {
        ...connectionEnvironment(database, database.database),
        SINK_NAME: name,
        SINK_RETRY_BACKOFF_MS: '50',
      },
      timeoutMs: 60_000,
    })
    onTestFinished(() => lambda.close())
    const reports = await Promise.all(
      [reader(sample, seed), reader(sample, seed + 100)].map((mapping) =>
        deliver(mapping, lambda.invoke),
      ),
    )
    expect(reports.flatMap(({ discarded }) => discarded)).toEqual([])
    const counts = reports
      .flatMap(({ invocations }) => invocations.map((one) => countsOf(one) ?? noCounts))
      .reduce(addCounts, noCounts)
    expect(counts.written).toBe(sample.rows.length)
    expect(counts.filtered).toBe(sample.filtered)
    expect(counts.repeated).toBe(counts.delivered - counts.written - counts.filtered)
    expect(counts.repeated).toBeGreaterThanOrEqual(sample.rows.length + sample.filtered)
    const connection = await database.connect()
    const { difference } = await checkTable(connection, sample)
    expect(difference).toEqual({ missing: 0, surplus: 0, firstMissing: null, firstSurplus: null })
    const { summary, overlaps } = await ledgerFacts(connection)
    const delivered = summary.rows
      .filter(([sink]) => sink === name)
      .reduce((sum, row) => sum + Number(row[6]), 0)
    expect(delivered).toBe(sample.rows.length + sample.filtered)
    expect(overlaps).toBe(0)
  },
)
