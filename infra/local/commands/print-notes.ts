import type { Terminal } from './terminal.ts'
import { visibleText } from './visible-text.ts'

/** Prints what was passed over and what is probably misspelt; it changes no exit code. */
export function printNotes(
  ignoredProperties: readonly string[],
  notes: readonly string[],
  terminal: Terminal,
): void {
  const passedOver =
    ignoredProperties.length === 0
      ? []
      : [`Properties without a meaning here: ${ignoredProperties.join(', ')}.`]
  for (const note of [...passedOver, ...notes]) terminal.line(`  note: ${visibleText(note)}`)
}
