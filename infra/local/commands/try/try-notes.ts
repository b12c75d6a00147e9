import type { TryResult } from './run-try.ts'

/** What is probably misspelt, and what leads to a server that is not used. */
export function tryNotes(
  { notes }: TryResult['readings'],
  unused: TryResult['unused'],
): readonly string[] {
  if (unused.length === 0) return notes
  return [`Not used, for try has servers of its own: ${unused.join(', ')}.`, ...notes]
}
