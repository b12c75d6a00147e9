import { SinkError } from '../../../../lib/errors.ts'
import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { isJsonObject } from '../../../../lib/format/json/json-object.ts'
import type { JsonValue } from '../../../../lib/schema.ts'
import { batchEvent } from '../../event-source/batch-event.ts'
import type { LogHeader, PolledRecord } from '../../event-source/topic-log.ts'
import { UsageError } from '../usage-error.ts'

const SOURCE = { kind: 'self-managed', bootstrapServers: 'localhost:9092' } as const

/** What kcat's output is read as where it printed bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD'

/**
 * The event that Lambda would deliver of what `kcat -C -J` prints, a JSON object for each record in a line of its own: `topic`,
 * `partition`, `offset`, `ts` (milliseconds), `headers` (names and values in turn), `key`, `payload`.
 *
 * Source: `fmt_msg_output_json` in kcat's json.c. It puts keys and values into JSON as they are: text survives, other bytes do not.
 *
 * @returns null where the text is something else
 * @throws UsageError naming line and member, where the text is kcat's and a record cannot be had from it
 */
export function kcatEvent(text: string): string | null {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
  const [first] = lines
  if (first === undefined || !isOfKcat(first.line)) return null
  const records = lines.map(({ line, number }) => polledRecord(line, `line ${number}`))
  return batchEvent(SOURCE, records, 'null')
}

function isOfKcat(line: string): boolean {
  const value = parsed(line)
  return (
    isJsonObject(value) &&
    ['topic', 'offset', 'payload'].every((name) => Object.hasOwn(value, name))
  )
}

function parsed(line: string): JsonValue | undefined {
  try {
    return parseJson(line)
  } catch (error) {
    if (error instanceof SinkError) return undefined
    throw error
  }
}

function polledRecord(line: string, place: string): PolledRecord {
  const value = parsed(line)
  if (!isJsonObject(value)) throw new UsageError(`${place} is no record as kcat -J prints it.`)
  const { topic, partition, offset, ts = -1, headers = [], key, payload } = value
  const number = (member: JsonValue | undefined, name: string): number => {
    if (typeof member === 'number' && Number.isSafeInteger(member)) return member
    throw new UsageError(`${place}: "${name}" must be a whole number.`)
  }
  if (typeof topic !== 'string') throw new UsageError(`${place}: "topic" must be text.`)
  return {
    topic,
    partition: number(partition, 'partition'),
    record: {
      offset: number(offset, 'offset'),
      timestamp: number(ts, 'ts'),
      key: bytesOf(key, `${place}: "key"`),
      value: bytesOf(payload, `${place}: "payload"`),
      headers: headersOf(headers, `${place}: "headers"`),
    },
  }
}

function bytesOf(member: JsonValue | undefined, place: string): Buffer | null {
  if (member === null) return null
  if (typeof member !== 'string') {
    throw new UsageError(`${place} must be text or null: run kcat without -s.`)
  }
  if (!member.includes(REPLACEMENT)) return Buffer.from(member)
  throw new UsageError(
    `${place} holds bytes that are no UTF-8, such as Avro or Protobuf, and kcat -J loses them: use an event that Lambda delivered, or make one with the bytes in base64.`,
  )
}

function headersOf(member: JsonValue, place: string): readonly LogHeader[] {
  if (!Array.isArray(member) || member.length % 2 > 0) {
    throw new UsageError(`${place} must be a list of names and values in turn.`)
  }
  return member.flatMap((name: JsonValue, index) => {
    if (index % 2 > 0) return []
    if (typeof name !== 'string') throw new UsageError(`${place} must name each header by text.`)
    return [{ name, value: bytesOf(member[index + 1], place) }]
  })
}
