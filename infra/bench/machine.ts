import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Connection, RowDataPacket } from 'mysql2/promise'

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly database: string
}

export async function describeMachine(connection: Connection): Promise<Machine> {
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version')
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    database: String(row?.version),
  }
}
