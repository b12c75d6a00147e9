import type { Fault } from '../fault-of.ts'
import type { Terminal } from '../terminal.ts'
import { visibleText } from '../visible-text.ts'
import type { ColumnVerdict } from './compare-columns.ts'
import type { KeyVerdict } from './compare-keys.ts'
import type { TablePlan, TableVerdict } from './table-plan.ts'

const VERDICTS = {
  create: '+ NAME would be created',
  alter: '~ NAME would be altered',
  unchanged: '✓ NAME: nothing would change',
  absent:
    '✓ NAME does not exist, and is not created: its records only delete or truncate, and there is nothing to delete. A table is created for rows; create it yourself if it must be there',
  fails: '✗ NAME would fail',
} as const satisfies Record<TableVerdict, string>

const COLUMN_VERDICTS = {
  same: 'same',
  converted: 'values are converted',
  missing: 'missing in the table',
  unfilled: 'not in the records',
  required: 'required and never filled',
} as const satisfies Record<ColumnVerdict, string>

const KEY_VERDICTS = {
  same: 'same',
  different: 'different',
  missing: 'not in the table',
  extra: 'only in the table',
} as const satisfies Record<KeyVerdict, string>

const MEND =
  'The sink changes no key and no storage of a table that exists. To have what is configured, stop the sink, create the table anew under another name, copy the rows (INSERT … SELECT), drop the old table and rename the new one. Its statement:'

const OWN_KEYS =
  'No keys are configured for it (SINK_TABLE_KEYS, SINK_TABLE_OPTIONS): the table keeps its own.'

interface Verdict {
  readonly name: string
  readonly verdict: TableVerdict
  readonly statements: readonly string[]
  readonly error: Fault | null
}

/** Prints what would become of a table, and the statements for it. */
export function printVerdict(
  { name, verdict, statements, error }: Verdict,
  role: string,
  terminal: Terminal,
): void {
  terminal.line(`  ${VERDICTS[verdict].replace('NAME', () => `${visibleText(name)}${role}`)}`)
  if (error !== null) terminal.line(`    ${visibleText(`${error.code}: ${error.message}`)}`)
  for (const statement of statements) terminal.line(indent(`${statement};`))
}

/** Prints one table, with its differences where it exists. */
export function printTable(table: TablePlan, terminal: Terminal): void {
  const { warnings, columns, keysConfigured, keys, keyFault, createTable } = table
  printVerdict(table, '', terminal)
  for (const warning of warnings) terminal.line(`    warning: ${visibleText(warning)}`)
  if (columns.length > 0) {
    terminal.line()
    terminal.list(
      ['column', 'in the table', 'as the sink would', 'verdict'],
      columns.map(({ column, table: own, wanted, verdict }) => [
        ...[column, own ?? '–', wanted ?? '–'],
        COLUMN_VERDICTS[verdict],
      ]),
    )
    terminal.line()
  }
  if (!keysConfigured) {
    if (keys.length > 0) {
      terminal.list(
        ['key', 'in the table'],
        keys.map(({ key, table: own }) => [key, own ?? '–']),
      )
      terminal.line()
    }
    if (columns.length > 0) terminal.note(`    ${OWN_KEYS}`)
    return
  }
  if (keyFault !== null) terminal.line(`    The keys cannot be compared: ${visibleText(keyFault)}`)
  if (keys.length === 0) return
  terminal.list(
    ['key', 'in the table', 'as configured', 'verdict'],
    keys.map(({ key, table: own, wanted, verdict }) => [
      ...[key, own ?? '–', wanted ?? '–'],
      KEY_VERDICTS[verdict],
    ]),
  )
  terminal.line()
  if (createTable === null || keys.every(({ verdict }) => verdict === 'same')) return
  terminal.note(`    ${MEND}`)
  terminal.note(indent(`${createTable};`))
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
