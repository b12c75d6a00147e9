import { createConnection } from 'mysql2/promise'
import { DATABASE, KEYED_TABLE } from '../../../../bench/bench-database.ts'
import { deliveryOf } from '../../../../bench/delivery.ts'
import { demandRows } from '../../../../bench/demand-rows.ts'
import { interleave } from '../../../../bench/interleave.ts'
import { loadHandler } from '../../../../bench/load-handler.ts'
import { serveMeasured } from '../../../../bench/measured-process.ts'
import { quantile } from '../../../../bench/quantile.ts'
import type { Address } from '../../../../bench/sink-environment.ts'
import type { CostFormat } from '../cost-format.ts'
import { type Cell, cellsOf, eventOf } from './cell.ts'

export interface TimeInput {
  readonly format: CostFormat
  readonly entry: string
  readonly address: Address
  readonly rounds: number
}

/** What events of one cell took in the fastest quarter of the rounds: nearer to a machine that does nothing else. */
export interface CellTime {
  readonly records: number
  /** Of all values of the event, decoded. */
  readonly valueBytes: number
  readonly wallMs: number
  /** Of all threads of the process. */
  readonly cpuMs: number
  /** Of the thread that runs the handler. */
  readonly mainMs: number
  /** What the function wrote to its log. */
  readonly logBytes: number
}

type Taken = 'wallMs' | 'cpuMs' | 'mainMs' | 'logBytes'

const FASTEST = 0.25

/** Rounds until the engine has compiled what is hot. */
const WARM_UP_ROUNDS = 6

/** Delivers the event of each cell in turn, each time into an empty table with three keys. */
async function times(
  { format, entry, address, rounds }: TimeInput,
  progress: (text: string) => void,
): Promise<readonly CellTime[]> {
  const connection = await createConnection({ ...address, user: 'root', database: DATABASE })
  const handler = await loadHandler(entry)
  const written = countOutput()
  const sides = cellsOf(format).map((cell) => side(cell))
  await interleave(
    { warmUp: WARM_UP_ROUNDS, counted: rounds },
    sides.map(({ sample }) => sample),
    (round) => progress(`round ${round + 1} of ${rounds}`),
  )
  await connection.end()
  return sides.map(({ time }) => time())

  function side(cell: Cell) {
    const text = eventOf(cell)
    const delivery = deliveryOf(text)
    const records = delivery.records.length
    const samples: Pick<CellTime, Taken>[] = []
    const valueBytes = delivery.records.reduce(
      (sum, { value }) => sum + Buffer.byteLength(value, 'base64'),
      0,
    )
    return {
      async sample() {
        delivery.advance()
        await connection.query(`TRUNCATE TABLE \`${KEYED_TABLE}\``)
        const logged = written()
        const cpu = process.cpuUsage()
        const thread = process.threadCpuUsage()
        const start = performance.now()
        // Lambda's runtime parses the event within the time that is billed.
        JSON.parse(text)
        await handler(delivery.event)
        const wallMs = performance.now() - start
        samples.push({
          wallMs,
          cpuMs: milliseconds(process.cpuUsage(cpu)),
          mainMs: milliseconds(process.threadCpuUsage(thread)),
          logBytes: written() - logged,
        })
        await demandRows(connection, KEYED_TABLE, records)
        return wallMs
      },
      time(): CellTime {
        const counted = samples.slice(WARM_UP_ROUNDS)
        const taken = (part: Taken) =>
          quantile(
            counted.map((sample) => sample[part]),
            FASTEST,
          )
        return {
          records,
          valueBytes,
          wallMs: taken('wallMs'),
          cpuMs: taken('cpuMs'),
          mainMs: taken('mainMs'),
          logBytes: taken('logBytes'),
        }
      },
    }
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

/** Counts the bytes that this process writes to its standard output, which is the function's log. */
function countOutput(): () => number {
  let bytes = 0
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (chunk: string | Uint8Array) => {
    bytes += Buffer.byteLength(chunk)
    return write(chunk)
  }
  return () => bytes
}

if (import.meta.main) await serveMeasured(times)
