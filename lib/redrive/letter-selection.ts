import { EventError } from '../errors.ts'
import type { LetterCriteria, LetterKey } from '../singlestore/dialect/dead-letter-rows.ts'

export interface LetterRequest {
  readonly selection: LetterCriteria
  /** Only says what would be redriven. */
  readonly dryRun: boolean
}

type LetterPlace = Omit<LetterKey, 'sequence'>

const TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?$/
const MOST_LETTERS = 100_000

type Reader<T> = (value: unknown) => T | undefined

const text: Reader<string> = (value) =>
  typeof value === 'string' && value !== '' ? value : undefined
const whole: Reader<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
const time: Reader<string> = (value) => {
  if (typeof value !== 'string' || !TIME.test(value)) return undefined
  const iso = value.replace(' ', 'T')
  // Date takes February 30 for March 1.
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`)
  const exists =
    !Number.isNaN(Date.parse(`${iso}Z`)) && day.toISOString().startsWith(iso.slice(0, 10))
  return exists ? iso.replace('T', ' ') : undefined
}
const stage: Reader<string> = (value) =>
  value === 'decode' || value === 'map' || value === 'load' ? value : undefined
const limit: Reader<number> = (value) => {
  const number = whole(value)
  return number === undefined || number < 1 || number > MOST_LETTERS ? undefined : number
}
const records: Reader<readonly LetterPlace[]> = (value) => {
  if (!Array.isArray(value) || value.length === 0 || value.length > 1_000) return undefined
  const read = value.map(letterRecord)
  return read.every((record) => record !== undefined) ? read : undefined
}

function letterRecord(value: unknown): LetterPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { topic, partition, offset, ...others } = value as Readonly<Record<string, unknown>>
  if (Object.keys(others).length > 0) return undefined
  const read = { topic: text(topic), partition: whole(partition), offset: whole(offset) }
  return read.topic === undefined || read.partition === undefined || read.offset === undefined
    ? undefined
    : { topic: read.topic, partition: read.partition, offset: read.offset }
}

const MEMBERS = {
  topic: [text, 'a topic'],
  partition: [whole, 'a partition number'],
  errorCode: [text, 'an error code, such as ERR_RECORD_REFUSED'],
  stage: [stage, 'decode, map or load'],
  from: [time, 'a time as createdAt shows it, such as 2026-01-31 12:00:00'],
  to: [time, 'a time as createdAt shows it, such as 2026-01-31 12:00:00'],
  records: [records, '1 to 1000 of {"topic", "partition", "offset"}'],
  limit: [limit, `a whole number from 1 to ${MOST_LETTERS}`],
} as const

const DEFAULT_LIMIT = 1_000

/**
 * Reads `{"deadLetters": {…}, "dryRun": true}`. Without `dryRun: false` nothing is changed.
 * @throws EventError `ERR_EVENT_INVALID` with every fault
 */
export function parseLetterRequest(request: Readonly<Record<string, unknown>>): LetterRequest {
  const { deadLetters, dryRun = true, ...others } = request
  const given = (deadLetters ?? {}) as Readonly<Record<string, unknown>>
  const faults = [
    ...Object.keys(others).map((name) => `${name}: unknown; wants deadLetters and dryRun`),
    ...Object.keys(given)
      .filter((name) => !Object.hasOwn(MEMBERS, name))
      .map((name) => `deadLetters.${name}: unknown; wants ${Object.keys(MEMBERS).join(', ')}`),
  ]
  if (typeof dryRun !== 'boolean') faults.push('dryRun: wants true or false')
  const member = <T>(name: keyof typeof MEMBERS, read: Reader<T>): T | null => {
    if (given[name] === undefined) return null
    const value = read(given[name])
    if (value === undefined) faults.push(`deadLetters.${name}: wants ${MEMBERS[name][1]}`)
    return value ?? null
  }
  const selection: LetterCriteria = {
    topic: member('topic', text),
    partition: member('partition', whole),
    errorCode: member('errorCode', text),
    stage: member('stage', stage),
    from: member('from', time),
    to: member('to', time),
    records: member('records', records),
    limit: member('limit', limit) ?? DEFAULT_LIMIT,
  }
  const { limit: _limit, ...criteria } = selection
  if (selection.from !== null && selection.to !== null && selection.from > selection.to) {
    faults.push('deadLetters.from: lies behind deadLetters.to')
  }
  if (faults.length === 0 && Object.values(criteria).every((value) => value === null)) {
    faults.push('deadLetters: selects everything; name a topic, an errorCode, a time or records')
  }
  if (faults.length > 0) {
    throw new EventError('ERR_EVENT_INVALID', `Redrive request: ${faults.join('; ')}.`)
  }
  return { selection, dryRun: dryRun !== false }
}
