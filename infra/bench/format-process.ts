import { createConnection } from 'mysql2/promise'
import { DATABASE } from './bench-database.ts'
import { deliveryOf } from './delivery.ts'
import { demandRows } from './demand-rows.ts'
import { fullestEvent } from './fullest-event.ts'
import { loadHandler } from './load-handler.ts'
import { serveSamples } from './sampled-process.ts'
import type { Address } from './sink-environment.ts'
import type { Workload } from './workload.ts'

export interface FormatInput {
  readonly workload: Workload
  readonly table: string
  readonly entry: string
  readonly address: Address
}

/** What one event took in the handler. */
export interface FormatSample {
  readonly records: number
  readonly wallMs: number
  readonly cpuMs: number
}

/** Delivers the fullest event of a workload to the handler, again and again, into an empty table. */
async function prepare({ workload, table, entry, address }: FormatInput) {
  const delivery = deliveryOf(fullestEvent(workload))
  const records = delivery.records.length
  const connection = await createConnection({ ...address, user: 'root', database: DATABASE })
  const handler = await loadHandler(entry)
  return async (): Promise<FormatSample> => {
    delivery.advance()
    await connection.query(`TRUNCATE TABLE \`${table}\``)
    const cpu = process.cpuUsage()
    const start = performance.now()
    await handler(delivery.event)
    const wallMs = performance.now() - start
    const { user, system } = process.cpuUsage(cpu)
    await demandRows(connection, table, records)
    return { records, wallMs, cpuMs: (user + system) / 1000 }
  }
}

if (import.meta.main) serveSamples(prepare)
