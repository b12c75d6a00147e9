import type { Config } from '../config.ts'
import type { Access } from './examine-connection-settings.ts'
import { examineScratch } from './scratch/examine-scratch.ts'
import { leftoversExamination } from './scratch/leftovers-examination.ts'
import { needsOf } from './scratch/needs.ts'
import { clockExamination } from './server/clock-examination.ts'
import { defaultsExamination } from './server/defaults-examination.ts'
import { durabilityExamination } from './server/durability-examination.ts'
import { localInfileExamination } from './server/local-infile-examination.ts'
import type { Server } from './server/server.ts'
import { examineServer } from './server/server-examination.ts'
import { strictnessExamination } from './server/strictness-examination.ts'
import { timeoutsExamination } from './server/timeouts-examination.ts'
import { versionExamination } from './server/version-examination.ts'
import { deadLetterExamination } from './tables/dead-letter-examination.ts'
import { ledgerExamination } from './tables/ledger-examination.ts'
import { routedTables } from './tables/routed-tables.ts'
import { tableExamination } from './tables/table-examination.ts'
import type { Visit } from './visit.ts'

/** What is known of the deployment beside its configuration. */
export interface DeployedAs {
  readonly topics: readonly string[]
  /** Of the sink's function; null where nobody told. */
  readonly functionSeconds: number | null
}

/** What the server is and allows, at the endpoint for DDL. @param server null where there is no session */
export async function examineDatabase(
  config: Config,
  { settings: { database } }: Access,
  { topics, functionSeconds }: DeployedAs,
  server: Server | null,
  visit: Visit,
): Promise<void> {
  for (const examination of [
    versionExamination,
    localInfileExamination,
    timeoutsExamination(functionSeconds),
    strictnessExamination,
    defaultsExamination,
    durabilityExamination(database),
    clockExamination(visit.doors.now),
    deadLetterExamination(config, database),
    ...routedTables(config.route, topics).map((table) => tableExamination(table, config, database)),
    leftoversExamination(database),
  ]) {
    await examineServer(examination, server, visit)
  }
  const ledgerMissing = await examineServer(ledgerExamination(config, database), server, visit)
  if (server === null) {
    visit.skip('Privileges', 'There is no session at the endpoint for DDL.')
    return
  }
  await examineScratch(config, needsOf(config, ledgerMissing ?? true), server, visit)
}
