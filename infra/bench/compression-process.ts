import { createConnection } from 'mysql2/promise'
import { compress } from '../../lib/singlestore/compression/compress.ts'
import { rowChunks } from '../../lib/singlestore/row-chunks.ts'
import type { Compression } from '../../lib/table/loading-rules.ts'
import { DATABASE } from './bench-database.ts'
import { deliveryOf } from './delivery.ts'
import { fullestEvent } from './fullest-event.ts'
import { interleave } from './interleave.ts'
import { serveMeasured } from './measured-process.ts'
import { median } from './quantile.ts'
import { rowMaker } from './raw-load.ts'
import type { Address } from './sink-environment.ts'

export interface CompressionInput {
  readonly table: string
  readonly address: Address
  readonly rounds: number
}

/** What the rows of the fullest event take until they are ready to be sent. */
export interface Packing {
  /** To read, encode and pack them, all threads together; a median over the rounds. */
  readonly cpuMs: number
  readonly bytes: number
}

export type Packings = { readonly records: number } & Readonly<Record<Compression, Packing>>

const COMPRESSIONS = ['skip', 'gzip', 'lz4'] as const satisfies readonly Compression[]

/** Rounds until the engine has compiled what is hot. */
const WARM_UP_ROUNDS = 10

async function packings(
  { table, address, rounds }: CompressionInput,
  progress: (text: string) => void,
): Promise<Packings> {
  const values = deliveryOf(fullestEvent('envelope')).records.map(({ value }) => value)
  const connection = await createConnection({ ...address, user: 'root', database: DATABASE })
  const rowOf = await rowMaker(connection, table)
  await connection.end()
  function* lines() {
    for (const value of values) yield rowOf(value).line
  }
  const bytes = { skip: 0, gzip: 0, lz4: 0 }
  const samples = await interleave(
    { warmUp: WARM_UP_ROUNDS, counted: rounds },
    COMPRESSIONS.map((compression) => async () => {
      bytes[compression] = 0
      const start = process.cpuUsage()
      for await (const { length } of compress(rowChunks(lines()), compression)) {
        bytes[compression] += length
      }
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }),
    (round) => progress(`round ${round + 1} of ${rounds}`),
  )
  const [skip = [], gzip = [], lz4 = []] = samples
  return {
    records: values.length,
    skip: { cpuMs: median(skip), bytes: bytes.skip },
    gzip: { cpuMs: median(gzip), bytes: bytes.gzip },
    lz4: { cpuMs: median(lz4), bytes: bytes.lz4 },
  }
}

if (import.meta.main) await serveMeasured(packings)
