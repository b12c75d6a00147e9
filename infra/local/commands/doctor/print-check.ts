import type { Check, CheckOutcome, Diagnosis } from '../../../../lib/doctor/check.ts'
import type { Terminal } from '../terminal.ts'
import { visibleText } from '../visible-text.ts'

const signs: Readonly<Record<CheckOutcome, string>> = {
  passed: '✓',
  warned: '!',
  failed: '✗',
  skipped: '–',
}

/** Prints a check for people: what came of it, and below it what to do. */
export function printCheck({ name, outcome, found, mend }: Check, terminal: Terminal): void {
  const text = `  ${signs[outcome]} ${visibleText(name)}: ${visibleText(found)}`
  if (outcome === 'skipped') terminal.note(text)
  else terminal.line(text)
  if (mend !== null) terminal.line(`    → ${visibleText(mend)}`)
}

/** Prints how many checks came to what. */
export function printSummary({ healthy, checks }: Diagnosis, terminal: Terminal): void {
  const counts = (['passed', 'warned', 'failed', 'skipped'] as const).map(
    (wanted) => `${checks.filter(({ outcome }) => outcome === wanted).length} ${wanted}`,
  )
  terminal.line(`\n${healthy ? 'Healthy' : 'Not healthy'}: ${counts.join(', ')}.`)
}
