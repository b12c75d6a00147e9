import { ConfigError, SinkError } from '../errors.ts'

/** An error in the terms of a check: what came of it, and what its message says to do; null where it says nothing. */
export interface ToldError {
  readonly found: string
  readonly mend: string | null
}

/** Takes an error's message apart: ours begin with what happened, and the mend is the sentence behind it. Never a stack. */
export function toldError(error: unknown): ToldError {
  if (error instanceof ConfigError) return { found: error.faults.join('; '), mend: null }
  if (error instanceof SinkError) {
    const [found = '', ...rest] = error.message.split(/\.\s+(?=\p{Lu})/u)
    // What is abandoned for want of time has nothing to mend in itself.
    if (error.code === 'ERR_DEADLINE') {
      // An invocation is the sink's; the doctor has bounds of its own.
      return { found: ended(found.replace(' that were left to this invocation', '')), mend: null }
    }
    return { found: ended(found), mend: rest.length === 0 ? null : rest.join('. ') }
  }
  return { found: ended(messageOf(error)), mend: null }
}

/** Node tries all addresses of a name, and then has an error for each. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  return error instanceof Error && error.message !== '' ? error.message : 'it failed without a word'
}

function ended(sentence: string): string {
  return sentence.replace(/\.?$/, '.')
}
