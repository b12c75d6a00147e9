import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../lib/config.ts'
import type { Check, Diagnosis } from '../../lib/doctor/check.ts'
import type { DoctorDoors } from '../../lib/doctor/doctor-doors.ts'
import { systemNetwork } from '../../lib/doctor/network.ts'
import { diagnose } from '../../lib/doctor.ts'
import type { DatabaseAddress } from './sink.ts'

/** What the doctor says of a sink with this environment, each check by its name. */
export async function examined(
  at: DatabaseAddress,
  environment: Readonly<Record<string, string>> = {},
  doors: Partial<DoctorDoors> = {},
): Promise<Diagnosis & { readonly check: (name: string) => Check }> {
  const deadline = Date.now() + 60_000
  const diagnosis = await diagnose(
    readConfig({
      SINGLESTORE_ENDPOINT: `${at.host}:${at.port}`,
      SINGLESTORE_DATABASE: at.database,
      SINGLESTORE_USER: at.user,
      SINGLESTORE_PASSWORD: at.password,
      SINGLESTORE_TLS: 'disabled',
      SINK_NAME: 'test',
      ...environment,
    }),
    {
      secret: null,
      registrySecret: null,
      network: systemNetwork,
      deployed: null,
      now: Date.now,
      random: Math.random,
      sleep,
      remainingMs: () => deadline - Date.now(),
      onCheck: () => undefined,
      ...doors,
    },
  )
  return { ...diagnosis, check: (name) => named(diagnosis, name) }
}

function named({ checks }: Diagnosis, name: string): Check {
  const found = checks.filter((check) => check.name === name)
  const [check] = found
  if (check !== undefined && found.length === 1) return check
  throw new Error(
    `${found.length} checks are named ${name}, of ${checks.map((one) => one.name).join(', ')}`,
  )
}
