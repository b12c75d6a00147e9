import { transform } from '../../../../functions/transform.ts'
import { readConfig } from '../../../../lib/config.ts'
import { EventError, StoreError } from '../../../../lib/errors.ts'
import { createClusterGuard } from '../../../../lib/lambda/cluster-guard.ts'
import { parseEvent } from '../../../../lib/lambda/event.ts'
import { assemble } from '../../../../lib/sink/assemble.ts'
import { tableRulesOf } from '../../../../lib/sink/table-rules.ts'
import { loadTransformer } from '../../../../lib/transform/load-transformer.ts'
import type { OnEnd } from '../cleanup.ts'
import type { Fault } from '../fault-of.ts'
import { demandUpperCase } from '../option-names.ts'
import { strayNames } from '../stray-names.ts'
import type { Terminal } from '../terminal.ts'
import { type EventFile, readEvents, readSchemas } from '../try/read-files.ts'
import { findTable } from './find-table.ts'
import { type OwnTable, planOwnTables } from './own-tables.ts'
import type { PlanRequest } from './parse-arguments.ts'
import { planDoors } from './plan-doors.ts'
import { type BadRecord, planEvent } from './plan-event.ts'
import { planVariables } from './plan-variables.ts'
import { PlannedCatalog } from './planned-catalog.ts'
import { type TablePlan, tablePlan } from './table-plan.ts'

/** For the database and the registries, all told. */
const LONGEST_MS = 120_000

/** What an event would come to. */
export interface PlannedEvent {
  readonly path: string
  readonly records: number
  readonly bad: readonly BadRecord[]
  /** Why nothing of it can be planned. */
  readonly fault: Fault | null
}

/** What the events would do to the database. */
export interface PlanResult {
  readonly database: string
  readonly events: readonly PlannedEvent[]
  readonly tables: readonly TablePlan[]
  readonly ownTables: readonly OwnTable[]
  /** What the sink would warn of, that of tables left out. */
  readonly warnings: readonly string[]
  /** Properties of the connector that mean nothing here. */
  readonly ignoredProperties: readonly string[]
  /** Names in the configuration that no record asks for. */
  readonly notes: readonly string[]
}

/**
 * Plans events against the database that the environment names; nothing is written there.
 *
 * @param environment of this process, for the clients of AWS read it, too: what is given with the request goes into it
 * @throws UsageError when a file or a variable cannot be used or no database is named; ConfigError, StoreError
 */
export async function runPlan(
  request: PlanRequest,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
  onEnd: OnEnd,
): Promise<PlanResult> {
  demandUpperCase(Object.keys({ ...environment, ...request.environment }))
  const files = await readEvents(request.eventFiles)
  const schemas = await readSchemas(request)
  Object.assign(environment, request.environment)
  Object.assign(environment, await planVariables(environment, schemas, onEnd))
  const config = readConfig(environment)
  const warnings = new Set<string>()
  const parts = assemble(
    config,
    planDoors(config, (message) => warnings.add(message)),
    await loadTransformer(transform),
  )
  const { sessions } = parts
  onEnd(async () => sessions.discard())
  const endMs = Date.now() + LONGEST_MS
  const remainingMs = () => Math.max(0, endMs - Date.now())
  const rules = tableRulesOf(config)
  const catalog = new PlannedCatalog((name) => findTable(sessions, name, remainingMs), rules)
  const guardCluster = createClusterGuard()
  const topics = new Set<string>()

  async function planFile({ path, text }: EventFile): Promise<PlannedEvent> {
    try {
      const { cluster, batches } = parseEvent(JSON.parse(text))
      guardCluster(cluster)
      for (const { records } of batches) for (const { topic } of records) topics.add(topic)
      const bad = await planEvent(batches, parts, catalog, remainingMs)
      const records = batches.reduce((sum, batch) => sum + batch.records.length, 0)
      return { path, records, bad, fault: null }
    } catch (error) {
      if (!(error instanceof EventError) && !isOfRegistry(error)) throw error
      const { code, message } = error
      return { path, records: 0, bad: [], fault: { code, message } }
    }
  }

  return await terminal.step('Reading the tables', async () => {
    const events: PlannedEvent[] = []
    for (const file of files) events.push(await planFile(file))
    const isWhole = events.every(({ fault }) => fault === null)
    const tables = new Set(catalog.states.map(({ name }) => name))
    const isNeeded = events.some(({ records }) => records > 0)
    return {
      database: await sessions.database(),
      events,
      tables: catalog.states.map((state) => tablePlan(state, rules)),
      ownTables: isNeeded ? await planOwnTables(config, sessions, remainingMs) : [],
      warnings: [...warnings],
      ignoredProperties: config.ignoredProperties,
      notes: isWhole ? strayNames(config, { topics, tables }) : [],
    }
  })
}

function isOfRegistry(error: unknown): error is StoreError {
  return error instanceof StoreError && error.code.startsWith('ERR_REGISTRY_')
}
