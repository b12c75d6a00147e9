import { faultOf } from '../fault-of.ts'
import { printNotes } from '../print-notes.ts'
import { countsOf, type SinkCounts } from '../sink-counts.ts'
import type { Terminal } from '../terminal.ts'
import { warningsOf } from '../warnings-of.ts'
import { deadLettersIn } from './dead-letters.ts'
import type { TableDescription } from './describe-tables.ts'
import { printDeadLetters } from './print-dead-letters.ts'
import { printReadings } from './print-readings.ts'
import type { TryResult } from './run-try.ts'
import { tryNotes } from './try-notes.ts'

/** Enough to see what happened; `--json` has all of them. */
const ROWS_SHOWN = 20

/** Prints the answers, what the sink warned of, the dead letters, the statements and the tables for people. */
export function printTry(
  { attempts, readings, statements, tables, unused }: TryResult,
  terminal: Terminal,
): void {
  const told: string[] = []
  terminal.heading('Events')
  for (const { file, invocation } of attempts) {
    const fault = faultOf(invocation)
    if (fault === null && invocation.kind === 'answered') {
      terminal.line(`  ✓ ${file.path}: answered ${JSON.stringify(invocation.response)}`)
      const counts = countsOf(invocation)
      if (counts !== null) terminal.note(`    ${equation(counts)}`)
    }
    if (fault !== null) {
      told.push(fault.message)
      terminal.line(`  ✗ ${file.path}: ${fault.code}`)
      for (const line of fault.message.split('\n')) terminal.line(`    ${line}`)
    }
    for (const warning of warningsOf(invocation)) {
      terminal.line(`    warning: ${warning.replaceAll('\n', '\n    ')}`)
    }
  }
  printNotes(readings.ignoredProperties, tryNotes(readings, unused), terminal)
  told.push(...printDeadLetters(deadLettersIn(tables), terminal))
  printReadings(readings, told, terminal)
  terminal.heading('Statements that changed the schema')
  if (statements.length === 0) terminal.note('  none')
  for (const statement of statements) terminal.line(`${indent(statement)};`)
  terminal.heading('Tables')
  if (tables.length === 0) terminal.note('  none')
  for (const table of tables) printTable(table, terminal)
}

function equation({ delivered, written, repeated, filtered, deadLettered }: SinkCounts): string {
  const parts = [`${written} written`, `${repeated} repeated`, `${filtered} filtered`]
  if (deadLettered > 0) parts.push(`${deadLettered} dead-lettered`)
  const failed = delivered - written - repeated - filtered - deadLettered
  if (failed > 0) parts.push(`${failed} failed`)
  return `${delivered} delivered = ${parts.join(' + ')}`
}

function printTable(
  { name, createTable, columns, rows }: TableDescription,
  terminal: Terminal,
): void {
  terminal.line(`\n  ${name}: ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`)
  terminal.note(indent(createTable))
  if (rows.length > 0) terminal.table(columns, rows.slice(0, ROWS_SHOWN))
  if (rows.length > ROWS_SHOWN) terminal.note(`  … and ${rows.length - ROWS_SHOWN} more`)
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
