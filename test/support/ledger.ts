import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '../../lib/config.ts'
import type { LedgerAnswer } from '../../lib/ledger/answer.ts'
import { USUAL_PACE } from '../../lib/ledger/maintenance-parts.ts'
import { LedgerMaintenance } from '../../lib/ledger.ts'
import type { DatabaseAddress } from './sink.ts'

export interface MaintenanceManner {
  readonly environment?: Readonly<Record<string, string>>
  /** How many rows one transaction may touch. */
  readonly pageRows?: number
  /** Takes the place of waiting. */
  readonly sleep?: (ms: number) => Promise<void>
}

/** The ledger function as one warm container holds it, against a test's database; one invocation at a time. */
export function startMaintenance(
  at: DatabaseAddress,
  { environment = {}, pageRows, sleep = delay }: MaintenanceManner = {},
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
    { secret: null, now: Date.now, random: Math.random, sleep, warn: () => undefined },
    { ...USUAL_PACE, ...(pageRows === undefined ? {} : { pageRows }) },
  )
  return (payload, remainingMs = () => 60_000) => maintenance.run(payload, remainingMs)
}
