import { type EventSource, eventJson, mapKey } from './event-json.ts'
import { type NullForm, recordJson } from './record-json.ts'
import type { PolledRecord } from './topic-log.ts'

/** Writes the event that holds these records, by partition in the order given. */
export function batchEvent(
  source: EventSource,
  records: readonly PolledRecord[],
  nulls: NullForm,
): string {
  const texts = new Map<string, string[]>()
  for (const one of records) {
    const key = mapKey(one)
    const list = texts.get(key)
    const text = recordJson(one, nulls)
    if (list === undefined) texts.set(key, [text])
    else list.push(text)
  }
  return eventJson(source, texts)
}
