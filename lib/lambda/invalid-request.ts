import { EventError } from '../errors.ts'

/** The error for a request that the redrive function does not understand; `place` is a path such as `Records[0].s3`. */
export function invalidRequest(place: string, problem: string): EventError {
  return new EventError(
    'ERR_EVENT_INVALID',
    `Redrive request: ${place} ${problem}. Nothing is redriven. It takes {"deadLetters": …}, an on-failure record, {"s3": {"bucket", "key"}}, an event of S3, or an event of a mapping that reads the on-failure topic.`,
  )
}

/** A member's name as messages show it: whoever wrote it may have written anything. */
export function shownMember(name: string): string {
  return /^[\w-]{1,64}$/.test(name) ? name : JSON.stringify(name.slice(0, 64))
}
