import type { Config, ConnectionConfig } from './config.ts'
import type { Diagnosis } from './doctor/check.ts'
import { examineDeployment } from './doctor/deployment-checks.ts'
import type { DoctorDoors } from './doctor/doctor-doors.ts'
import { examineEndpoint } from './doctor/endpoint/examine-endpoint.ts'
import { examineConfiguration } from './doctor/examine-configuration.ts'
import { type Access, examineConnectionSettings } from './doctor/examine-connection-settings.ts'
import { type DeployedAs, examineDatabase } from './doctor/examine-database.ts'
import { askDeployment, deployedAs } from './doctor/examine-deployment.ts'
import { examineRegistry } from './doctor/examine-registry.ts'
import { examineSecret } from './doctor/examine-secret.ts'
import { UnreadConfiguration } from './doctor/read-configuration.ts'
import type { Server } from './doctor/server/server.ts'
import { RESERVE_MS, Visit } from './doctor/visit.ts'
import type { ConfigError } from './errors.ts'
import type { Address } from './singlestore/session/connection-settings.ts'
import { isSame } from './singlestore/session/endpoint-choice.ts'

/** So that a doctor without a bound of its own ends, too. */
const LONGEST_MS = 110_000

/**
 * Looks at everything that a sink of this configuration stands on, from the configuration to the privileges in the
 * database, and says what to mend; it never throws, and leaves nothing behind.
 * @param given the error where the configuration could not be read; null where there is none, and only AWS is asked
 */
export async function diagnose(
  given: Config | ConfigError | null,
  doors: DoctorDoors,
): Promise<Diagnosis> {
  const startedAt = doors.now()
  const leftMs = () => Math.min(doors.remainingMs(), LONGEST_MS - (doors.now() - startedAt))
  const visit = new Visit({ ...doors, remainingMs: () => leftMs() - RESERVE_MS })
  const config = given === null ? null : await examineConfiguration(given, visit)
  if (given === null) visit.skip('Configuration', NOT_GIVEN)
  const facts = await askDeployment(visit)
  await examineDeployment(facts, config, visit)
  if (given === null) return diagnosisOf(visit)
  const connection = given instanceof UnreadConfiguration ? given.connection : config
  if (connection === null) visit.skip('Connection', UNREAD)
  else await examineStore(connection, config, deployedAs(facts), visit)
  if (config === null) visit.skip('Schema registry', UNREAD)
  else await examineRegistry(config, visit)
  return diagnosisOf(visit)
}

function diagnosisOf({ checks }: Visit): Diagnosis {
  return { healthy: checks.every(({ outcome }) => outcome !== 'failed'), checks }
}

const NOT_GIVEN =
  'It is not given here; the function doctor (npx serverless invoke -f doctor) looks at what the sink has, from where it stands.'

const UNREAD = 'The configuration cannot be read.'

/**
 * All that stands on the secret and on what it names.
 * @param config null where only the connection can be read: what the sink wants of the database is not known, then
 */
async function examineStore(
  connection: ConnectionConfig,
  config: Config | null,
  deployed: DeployedAs,
  visit: Visit,
): Promise<void> {
  const access = await examineAccess(connection, visit)
  if (access === null) {
    visit.skip('Database', 'It is not known where it is.')
  } else {
    const servers = await examineEndpoints(access, visit)
    try {
      if (config === null) visit.skip('Server, tables and privileges', UNREAD)
      else await examineDatabase(config, access, deployed, servers[0] ?? null, visit)
    } finally {
      for (const server of servers) server?.close()
    }
  }
}

async function examineAccess(connection: ConnectionConfig, visit: Visit): Promise<Access | null> {
  const isRead = await examineSecret(connection, visit)
  if (isRead !== null) return await examineConnectionSettings(connection, visit)
  visit.skip('Connection settings', 'The secret that completes them cannot be read.')
  return null
}

/** All endpoints at once, each once; that for DDL is the first. */
async function examineEndpoints(access: Access, visit: Visit): Promise<readonly (Server | null)[]> {
  const { ddl, dml } = access.settings.endpoints
  const visits = distinct([ddl, ...dml]).map((address) => ({
    address,
    visit: new Visit(visit.doors),
  }))
  const servers = await Promise.all(
    visits.map(({ address, visit: own }) => examineEndpoint(address, access, own)),
  )
  for (const { visit: own } of visits) visit.take(own.checks)
  return servers
}

function distinct(addresses: readonly Address[]): readonly Address[] {
  return addresses.filter(
    (address, index) => addresses.findIndex((other) => isSame(other, address)) === index,
  )
}
