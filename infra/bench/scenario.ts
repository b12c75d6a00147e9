import { KEYED_TABLE, PLAIN_TABLE } from './bench-database.ts'
import type { Workload } from './workload.ts'

/** Records of one kind on their way into one table. */
export interface Scenario {
  /** Stable name for programs; also the sink's, so that its offsets are its own. */
  readonly key: string
  readonly title: string
  readonly workload: Workload
  readonly table: string
  /** Whether the budgets are meant for it. */
  readonly hasBudget: boolean
}

export const SCENARIOS: readonly Scenario[] = [
  {
    key: 'connectJson',
    title: 'Connect JSON with schema, a table with three keys',
    workload: 'envelope',
    table: KEYED_TABLE,
    hasBudget: true,
  },
  {
    key: 'connectJsonNoKeys',
    title: 'Connect JSON with schema, a table without keys',
    workload: 'envelope',
    table: PLAIN_TABLE,
    hasBudget: true,
  },
  {
    key: 'longIds',
    title: 'Connect JSON with 19-digit ids, a table with three keys',
    workload: 'longIds',
    table: KEYED_TABLE,
    hasBudget: false,
  },
  {
    key: 'schemaless',
    title: 'JSON without schema, a table with three keys',
    workload: 'schemaless',
    table: KEYED_TABLE,
    hasBudget: false,
  },
]
