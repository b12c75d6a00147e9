import { printNotes } from '../print-notes.ts'
import type { Terminal } from '../terminal.ts'
import { visibleText } from '../visible-text.ts'
import type { OwnTable } from './own-tables.ts'
import { printTable, printVerdict } from './print-table.ts'
import type { PlannedEvent, PlanResult } from './run-plan.ts'

/** Enough to see what is wrong; `--json` has all of them. */
const BAD_SHOWN = 20

/** Prints a plan for people. */
export function printPlan(
  { database, events, tables, ownTables, warnings, ignoredProperties, notes }: PlanResult,
  terminal: Terminal,
): void {
  terminal.heading('Events')
  for (const event of events) printEvent(event, terminal)
  for (const warning of warnings) terminal.line(`  warning: ${warning}`)
  printNotes(ignoredProperties, notes, terminal)
  terminal.heading(`Tables of ${visibleText(database)}`)
  if (tables.length === 0) terminal.note('  none: no record asks for one')
  for (const table of tables) printTable(table, terminal)
  if (ownTables.length === 0) return
  terminal.heading("The sink's own tables")
  for (const table of ownTables) printOwnTable(table, terminal)
}

function printEvent({ path, records, bad, fault }: PlannedEvent, terminal: Terminal): void {
  if (fault !== null) {
    terminal.line(`  ✗ ${path}: ${fault.code}`)
    terminal.line(`    ${visibleText(fault.message)}`)
    return
  }
  const count = `${records} ${records === 1 ? 'record' : 'records'}`
  terminal.line(`  ${bad.length === 0 ? '✓' : '✗'} ${path}: ${count}, ${bad.length} bad`)
  for (const { topic, partition, offset, code, message, becomes } of bad.slice(0, BAD_SHOWN)) {
    const end = becomes === 'stop' ? 'its topic-partition stops here' : 'it would be a dead letter'
    terminal.line(
      `    ${visibleText(`${topic}-${partition} offset ${offset}  ${code} (${end})  ${message}`)}`,
    )
  }
  if (bad.length > BAD_SHOWN) terminal.note(`    … and ${bad.length - BAD_SHOWN} more`)
}

function printOwnTable(table: OwnTable, terminal: Terminal): void {
  printVerdict(table, ` (${table.role})`, terminal)
}
