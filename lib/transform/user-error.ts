import { basename } from 'node:path'
import { RecordError } from '../errors.ts'
import { transformFault } from './transform-fault.ts'

/**
 * What a transform throws as the fault of its record: the name of the error and where it was thrown, but neither its message
 * nor the error itself, which may hold what the record does.
 */
export function userError(thrown: unknown): RecordError {
  if (thrown instanceof RecordError) return thrown
  const place = placeOf(thrown)
  return transformFault(
    `transform.ts threw ${nameOf(thrown)}${place === null ? '' : ` ${place}`}. Its message is left out, for it may hold what the record does.`,
  )
}

const NAME = /^[A-Za-z_$][\w$]{0,63}$/

function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'what is no Error'
  return NAME.test(thrown.name) ? thrown.name : 'an Error'
}

const FRAME =
  /^ {4}at (?:(?:async )?(?:new )?([\w$.]{1,100})(?: \[as [\w$]{1,64}\])? \()?(?:file:\/\/)?([^\s()]*\.[cm]?[jt]s):(\d+):(\d+)\)?$/

/** The innermost place in a file, `in priceOf, sink.js:12:34`. The stack begins with the message. */
function placeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return null
  const frames = thrown.stack.replace(thrown.message, '')
  for (const line of frames.split('\n')) {
    const [, caller, path, row, column] = FRAME.exec(line) ?? []
    if (path === undefined || path.startsWith('node:')) continue
    const at = `${basename(path)}:${row}:${column}`
    return caller === undefined ? `at ${at}` : `in ${caller} at ${at}`
  }
  return null
}
