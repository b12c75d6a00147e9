import type { Invocation } from '../lambda/invocation.ts'
import { logFacts } from './log-facts.ts'

/** What the sink warned of during an invocation, in order; that of a cold start is part of its first one. */
export function warningsOf({ log }: Pick<Invocation, 'log'>): readonly string[] {
  return log.flatMap((line) => {
    const facts = logFacts(line)
    return facts?.level === 'warn' && typeof facts.message === 'string' ? [facts.message] : []
  })
}
