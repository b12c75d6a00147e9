import type { TableRules } from '../../../../lib/singlestore/catalog.ts'
import { tableOptionsOf, USUAL_TABLE } from '../../../../lib/table/table-options.ts'
import type { Fault } from '../fault-of.ts'
import { type ColumnDifference, compareColumns } from './compare-columns.ts'
import { compareKeys, type KeyDifference } from './compare-keys.ts'
import { freshTable } from './fresh-table.ts'
import type { TableState } from './table-state.ts'

/** `absent`: it does not exist, and nothing is written to it that would create it. */
export type TableVerdict = 'create' | 'alter' | 'unchanged' | 'absent' | 'fails'

/** What would become of one table. */
export interface TablePlan {
  readonly name: string
  readonly verdict: TableVerdict
  /** In their order; of a table that fails, those that would run before it does. */
  readonly statements: readonly string[]
  readonly error: Fault | null
  readonly warnings: readonly string[]
  /** Of a table that exists. */
  readonly columns: readonly ColumnDifference[]
  readonly keys: readonly KeyDifference[]
  /** Whether keys, storage or reference are configured: where none are, differences mean nothing. */
  readonly keysConfigured: boolean
  /** Why the keys cannot be compared; null where they are, or nothing tells any. */
  readonly keyFault: string | null
  /** The statement that would make the table today; null where the records do not tell. */
  readonly createTable: string | null
}

export function tablePlan(state: TableState, rules: TableRules): TablePlan {
  const { name, existing, created, altered, schemas, error, warnings } = state
  const fresh = freshTable(name, schemas, rules)
  const isMade = fresh !== null && fresh.keyFault === null
  const definition = existing?.definition ?? null
  const isConfigured = configuresKeys(name, rules)
  return {
    name,
    verdict: verdictOf(state),
    statements: [...(created === null ? [] : [created]), ...altered],
    error: error === null ? null : { code: error.code, message: error.message },
    warnings: [...warnings],
    columns:
      existing === null
        ? []
        : compareColumns(
            existing.table,
            fresh?.columns ?? [],
            state.filled,
            error?.code === 'ERR_COLUMN_MISSING' ? error.coordinates.column : undefined,
          ),
    keys:
      fresh !== null && definition !== null && (isMade || !isConfigured)
        ? compareKeys(definition, fresh.definition)
        : [],
    keysConfigured: isConfigured,
    keyFault: existing === null || !isConfigured ? null : (fresh?.keyFault ?? null),
    createTable: isMade ? fresh.sql : null,
  }
}

function configuresKeys(name: string, { tableKeys, tableOptions }: TableRules): boolean {
  const { keys, storage, reference } = tableOptionsOf(name, tableOptions)
  return (keys ?? tableKeys).length > 0 || storage !== USUAL_TABLE.storage || reference
}

function verdictOf({ error, created, altered, now }: TableState): TableVerdict {
  if (error !== null) return 'fails'
  if (now === null) return 'absent'
  if (created !== null) return 'create'
  return altered.length > 0 ? 'alter' : 'unchanged'
}
