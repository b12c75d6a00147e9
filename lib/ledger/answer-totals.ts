import type { LedgerAnswer } from './answer.ts'

/** An answer as a few figures for a line of the log. */
export function answerTotals(answer: LedgerAnswer): Readonly<Record<string, number | boolean>> {
  if ('table' in answer) return {}
  if ('coverage' in answer) return { topicPartitions: answer.coverage.length }
  if ('compacted' in answer) {
    const { compacted, complete } = answer
    const merged = compacted.reduce((sum, of) => sum + of.merged, 0)
    const voidsDeleted = compacted.reduce((sum, of) => sum + of.voidsDeleted, 0)
    return { topicPartitions: compacted.length, merged, voidsDeleted, complete }
  }
  if ('adopted' in answer) {
    const { adopted, dryRun } = answer
    const count = (is: (of: (typeof adopted)[number]) => boolean) => adopted.filter(is).length
    const refused = count(({ state }) => state === 'refused')
    const inDoubt = count(({ doubt }) => doubt !== null)
    return { topicPartitions: adopted.length, refused, inDoubt, dryRun }
  }
  const { forgotten, dryRun } = answer
  const ranges = forgotten.reduce((sum, of) => sum + of.ranges, 0)
  return { topicPartitions: forgotten.length, ranges, dryRun }
}
