import { secondsText } from './temporal-text.ts'

const DATE = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:?\d\d)$/i
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(\.\d{1,12})?)?(?:Z|([+-])(\d\d):?(\d\d)(?::?(\d\d))?)?$/i

const DAY_SECONDS = 86_400
/** The point, and as many digits as TIME(6) keeps. */
const FRACTION_LENGTH = 7

/** `2017-09-15Z` without its zone, which says nothing about a day. Another text comes back as it is. */
export function plainDate(text: string): string {
  return DATE.exec(text)?.[1] ?? text
}

/**
 * `10:15:30.123456` in UTC of a time of day with or without a zone, its digits kept to microseconds. Another text comes
 * back as it is.
 */
export function plainTime(text: string): string {
  const parts = TIME.exec(text)
  if (parts === null) return text
  const [, hours, minutes, seconds = '00', fraction = '', sign, ...ahead] = parts
  const kept = fraction.slice(0, FRACTION_LENGTH)
  if (sign === undefined) return `${hours}:${minutes}:${seconds}${kept}`
  const shift = secondsOf(ahead[0], ahead[1], ahead[2]) * (sign === '-' ? -1 : 1)
  const utc = (secondsOf(hours, minutes, seconds) - shift) % DAY_SECONDS
  return secondsText(utc < 0 ? utc + DAY_SECONDS : utc) + kept
}

function secondsOf(hours = '0', minutes = '0', seconds = '0'): number {
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
}
