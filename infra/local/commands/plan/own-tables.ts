import type { Config } from '../../../../lib/config.ts'
import { SinkError } from '../../../../lib/errors.ts'
import { readTables } from '../../../../lib/singlestore/data-table/read-tables.ts'
import { olderLetterTable } from '../../../../lib/singlestore/dead-letter/older-letter-table.ts'
import {
  createDeadLetterTable,
  DEAD_LETTER_COLUMNS,
} from '../../../../lib/singlestore/dialect/dead-letter-table.ts'
import { createLedger } from '../../../../lib/singlestore/dialect/ledger-table.ts'
import { guardLedger } from '../../../../lib/singlestore/ledger/ledger-table.ts'
import type { RemainingMs } from '../../../../lib/singlestore/session/connection.ts'
import type { Sessions } from '../../../../lib/singlestore/session/sessions.ts'
import type { Fault } from '../fault-of.ts'

/** A table that the sink keeps for itself. */
export interface OwnTable {
  readonly role: 'ledger' | 'dead letters'
  readonly name: string
  readonly verdict: 'create' | 'unchanged' | 'fails'
  readonly statements: readonly string[]
  readonly error: Fault | null
}

/** What would become of the ledger, and of the dead-letter table where bad records are kept. @throws StoreError */
export async function planOwnTables(
  { ledgerTable, deadLetterTable, tolerance }: Config,
  sessions: Sessions,
  remainingMs: RemainingMs,
): Promise<readonly OwnTable[]> {
  const columnsOf = async (name: string) => {
    const [table] = await readTables(sessions, [name], false, remainingMs)
    return table?.columns.map((column) => column.name) ?? null
  }
  const planned: OwnTable[] = []
  if (ledgerTable !== null) {
    const table = { role: 'ledger', name: ledgerTable } as const
    const columns = await columnsOf(ledgerTable)
    planned.push(
      columns === null
        ? { ...table, ...created(createLedger(ledgerTable)) }
        : { ...table, ...checked(() => guardLedger(columns, ledgerTable)) },
    )
  }
  if (tolerance === 'all') {
    const table = { role: 'dead letters', name: deadLetterTable } as const
    const columns = await columnsOf(deadLetterTable)
    planned.push(
      columns === null
        ? { ...table, ...created(createDeadLetterTable(deadLetterTable)) }
        : { ...table, ...checked(() => guardLetters(columns, deadLetterTable)) },
    )
  }
  return planned
}

function created(sql: string) {
  return { verdict: 'create', statements: [sql], error: null } as const
}

function checked(check: () => void) {
  try {
    check()
    return { verdict: 'unchanged', statements: [], error: null } as const
  } catch (error) {
    if (!(error instanceof SinkError)) throw error
    const { code, message } = error
    return { verdict: 'fails', statements: [], error: { code, message } } as const
  }
}

/** @throws StoreError where the table lacks columns */
function guardLetters(columns: readonly string[], table: string): void {
  const found = new Set(columns.map((name) => name.toLowerCase()))
  if (DEAD_LETTER_COLUMNS.every(([name]) => found.has(name.toLowerCase()))) return
  throw olderLetterTable(table)
}
