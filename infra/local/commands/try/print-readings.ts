import type { Fault } from '../fault-of.ts'
import type { Terminal } from '../terminal.ts'
import { visibleText } from '../visible-text.ts'
import type { Reading } from './read/reading.ts'
import type { Readings } from './read-events.ts'
import { schemaHint } from './schema-hint.ts'

/** Enough to see what happened; `--json` has all of them. */
const READINGS_SHOWN = 20
const COLUMNS_SHOWN = 40

/** Prints how keys and values were read, for people. @param told messages that they have read already */
export function printReadings(
  { read, readsKeys, fault }: Readings,
  told: readonly string[],
  terminal: Terminal,
): void {
  // A fault of the configuration has been told with the events.
  if (fault?.code === 'ERR_CONFIG') return
  terminal.heading('Keys and values')
  if (fault !== null) terminal.line(`  ✗ ${fault.code}: ${fault.message}`)
  else if (read.length === 0) terminal.note('  none')
  for (const reading of read.slice(0, READINGS_SHOWN)) printReading(reading, told, terminal)
  if (read.length > READINGS_SHOWN) terminal.note(`  … and ${read.length - READINGS_SHOWN} more`)
  if (!readsKeys && read.some(({ part }) => part === 'key')) {
    terminal.note('  Keys are read for this list alone: no option asks for them.')
  }
}

function printReading(reading: Reading, told: readonly string[], terminal: Terminal): void {
  const { topic, part, format, fault } = reading
  terminal.line(`  ${fault === null ? '✓' : '✗'} ${topic}, ${part}: ${format}`)
  const text = fault === null ? contentText(reading) : faultText(fault, told)
  for (const line of text.split('\n')) terminal.note(`    ${visibleText(line)}`)
  const hint = schemaHint(reading)
  if (hint !== null) terminal.note(`    To give it here: ${hint}`)
}

function contentText({ columns, type, filtered }: Reading): string {
  if (filtered !== null) return `writes no row: ${filtered}`
  if (columns === null) return type ?? ''
  const shown = columns.slice(0, COLUMNS_SHOWN).map(({ name, type: of }) => `${name} ${of}`)
  const more = columns.length - shown.length
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join(', ')
}

function faultText({ code, message }: Fault, told: readonly string[]): string {
  return told.some((other) => other.includes(message)) ? `${code}, as above` : `${code}: ${message}`
}
