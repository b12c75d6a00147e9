import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../lib/config.ts'
import type { LedgerAnswer } from '../../lib/ledger/answer.ts'
import { LedgerMaintenance } from '../../lib/ledger.ts'
import type { DatabaseAddress } from './sink.ts'

export interface MaintenanceManner {
  readonly environment?: Readonly<Record<string, string>>
  /** How many rows one transaction may touch. */
  readonly pageRows?: number
}

/** The ledger function as one warm container holds it, against a test's database; one invocation at a time. */
export function startMaintenance(
  at: DatabaseAddress,
  { environment = {}, pageRows }: MaintenanceManner = {},
): (payload: unknown, remainingMs?: () => number) => Promise<LedgerAnswer> {
  const maintenance = new LedgerMaintenance(
    readConfig({
      SINGLESTORE_ENDPOINT: `${at.host}:${at.port}`,
      SINGLESTORE_DATABASE: at.database,
      SINGLESTORE_USER: at.user,
      SINGLESTORE_PASSWORD: at.password,
      SINGLESTORE_TLS: 'disabled',
      SINK_NAME: 'test',
      ...environment,
    }),
    { secret: null, now: Date.now, random: Math.random, sleep },
    pageRows,
  )
  return (payload, remainingMs = () => 60_000) => maintenance.run(payload, remainingMs)
}
