import type { Terminal } from '../terminal.ts'
import { visibleText } from '../visible-text.ts'
import type { DeadLetter } from './dead-letters.ts'

/** Enough to see what happened; `--json` has all of them. */
const LETTERS_SHOWN = 20

/** Prints why records became no rows, each message whole; nothing where there is no letter. @returns the messages printed */
export function printDeadLetters(
  letters: readonly DeadLetter[],
  terminal: Pick<Terminal, 'heading' | 'line' | 'note'>,
): readonly string[] {
  if (letters.length === 0) return []
  terminal.heading('Dead letters')
  const shown = letters.slice(0, LETTERS_SHOWN)
  for (const { place, code, message } of shown) {
    terminal.line(`  ${visibleText(`${place}  ${code}  ${message}`)}`)
  }
  const more = letters.length - shown.length
  if (more > 0) terminal.note(`  … and ${more} more`)
  return shown.map(({ message }) => message)
}
