import { readFileSync } from 'node:fs'

/** The names of the recorded events in `test/events`. */
export type RecordedEvent =
  | 'empty'
  | 'keys'
  | 'msk'
  | 'not-kafka-sqs'
  | 'partition-as-text'
  | 'redelivery-records-only'
  | 'self-managed'
  | 'signed-headers'
  | 'tombstones'

/** An event as Lambda's runtime hands it over: parsed JSON, new at each call. */
export function recordedEvent(name: RecordedEvent): unknown {
  return JSON.parse(readFileSync(new URL(`../../events/${name}.json`, import.meta.url), 'utf8'))
}
