import type { OwnTable } from './own-tables.ts'
import type { BadRecord } from './plan-event.ts'
import type { PlannedEvent, PlanResult } from './run-plan.ts'
import type { TablePlan } from './table-plan.ts'

/** The result of `plan --json`. */
export interface PlanJson {
  readonly database: string
  /** Whether a table would be created or altered. */
  readonly changes: boolean
  readonly events: readonly Omit<PlannedEvent, 'bad'>[]
  readonly badRecords: readonly BadRecord[]
  readonly tables: readonly TablePlan[]
  readonly ownTables: readonly OwnTable[]
  readonly warnings: readonly string[]
  /** Properties of the connector that mean nothing here. */
  readonly ignoredProperties: readonly string[]
  /** Names in the configuration that no record asks for. */
  readonly notes: readonly string[]
}

export function planJson(result: PlanResult): PlanJson {
  const { database, events, tables, ownTables, warnings, ignoredProperties, notes } = result
  return {
    database,
    changes: [...tables, ...ownTables].some(({ statements }) => statements.length > 0),
    events: events.map(({ path, records, fault }) => ({ path, records, fault })),
    badRecords: events.flatMap(({ bad }) => bad),
    ...{ tables, ownTables, warnings, ignoredProperties, notes },
  }
}
