import { createConnection } from 'mysql2/promise'
import { DATABASE } from './bench-database.ts'
import { deliveryOf } from './delivery.ts'
import { demandRows } from './demand-rows.ts'
import { fullestEvent } from './fullest-event.ts'
import { interleave } from './interleave.ts'
import { loadHandler } from './load-handler.ts'
import { serveMeasured } from './measured-process.ts'
import { median, quantile } from './quantile.ts'
import { makeRows, rawLoad } from './raw-load.ts'
import type { Address } from './sink-environment.ts'
import { statementsOf } from './statements-of.ts'
import type { Workload } from './workload.ts'

export interface ThroughputInput {
  readonly workload: Workload
  readonly table: string
  readonly entry: string
  readonly address: Address
  readonly rounds: number
}

/** Medians over the rounds; times in milliseconds for the whole event. */
export interface Throughput {
  readonly eventBytes: number
  readonly records: number
  readonly loadedBytes: number
  readonly handlerMs: number
  readonly rawLoadMs: number
  /** The same of the fastest quarter of the rounds: nearer to what a machine takes that does nothing else. */
  readonly fastest: { readonly handlerMs: number; readonly rawLoadMs: number }
  readonly handlerCpuMs: number
  readonly floorCpuMs: number
  /** Of one invocation in the steady state. */
  readonly statements: readonly string[]
}

const FASTEST = 0.25

/** Rounds until the engine has compiled what is hot. */
const WARM_UP_ROUNDS = 6

// Garbage is left to the engine: a collection by hand throws away the shapes of parsed objects, and with them the code
// that was compiled for them, as no container does between two events.
async function throughput(
  { workload, table, entry, address, rounds }: ThroughputInput,
  progress: (text: string) => void,
): Promise<Throughput> {
  const eventJson = fullestEvent(workload)
  const delivery = deliveryOf(eventJson)
  const values = delivery.records.map(({ value }) => value)
  const connection = await createConnection({ ...address, user: 'root', database: DATABASE })
  const rows = await makeRows(connection, table, values)
  const handler = await loadHandler(entry)
  const cpuMs: number[] = []

  const empty = () => connection.query(`TRUNCATE TABLE \`${table}\``)
  const handle = async () => {
    delivery.advance()
    await empty()
    const cpu = process.cpuUsage()
    const start = performance.now()
    await handler(delivery.event)
    const wallMs = performance.now() - start
    cpuMs.push(sinceMs(cpu))
    return wallMs
  }
  const load = async () => {
    await empty()
    const start = performance.now()
    await rawLoad(connection, rows)
    return performance.now() - start
  }
  const floor = async () => {
    const cpu = process.cpuUsage()
    for (const value of values) JSON.parse(Buffer.from(value, 'base64').toString())
    return sinceMs(cpu)
  }

  const [handlerMs = [], rawLoadMs = [], floorCpuMs = []] = await interleave(
    { warmUp: WARM_UP_ROUNDS, counted: rounds },
    [handle, load, floor],
    (round) => progress(`round ${round + 1} of ${rounds}`),
  )
  const statements = await statementsOf(connection, handle)
  await demandRows(connection, table, values.length)
  await connection.end()
  return {
    eventBytes: Buffer.byteLength(eventJson),
    records: values.length,
    loadedBytes: rows.chunks.reduce((sum, { length }) => sum + length, 0),
    handlerMs: median(handlerMs),
    rawLoadMs: median(rawLoadMs),
    fastest: {
      handlerMs: quantile(handlerMs, FASTEST),
      rawLoadMs: quantile(rawLoadMs, FASTEST),
    },
    handlerCpuMs: median(cpuMs.slice(WARM_UP_ROUNDS, WARM_UP_ROUNDS + rounds)),
    floorCpuMs: median(floorCpuMs),
    statements,
  }
}

function sinceMs(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

if (import.meta.main) await serveMeasured(throughput)
