import { RecordError } from '../../errors.ts'
import { endOfString } from './string-end.ts'

/** As many as Jackson, and with it Kafka Connect, reads. */
const DEEPEST = 1000

const OPENERS = ['[', '{'] as const

/**
 * Refuses a JSON text that nests deeper than 1000 levels, so that whoever walks the value by recursion may.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE`
 */
export function refuseDeepNesting(text: string): void {
  if (openers(text) <= DEEPEST || deepest(text) <= DEEPEST) return
  throw new RecordError(
    'ERR_RECORD_UNDECODABLE',
    `value nests deeper than ${DEEPEST} levels, the most that is read`,
  )
}

/** An upper bound of the depth, found much faster than the depth; stops counting once past the limit. */
function openers(text: string): number {
  let count = 0
  if (text.length <= DEEPEST) return count
  for (const opener of OPENERS) {
    let at = text.indexOf(opener)
    while (at >= 0 && count <= DEEPEST) {
      count += 1
      at = text.indexOf(opener, at + 1)
    }
  }
  return count
}

function deepest(text: string): number {
  let depth = 0
  let most = 0
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    if (character === '"') {
      at = endOfString(text, at)
      continue
    }
    if (character === '[' || character === '{') {
      depth += 1
      if (depth > most) most = depth
    } else if (character === ']' || character === '}') {
      depth -= 1
    }
    at += 1
  }
  return most
}
