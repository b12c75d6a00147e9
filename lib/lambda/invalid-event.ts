import { type Coordinates, EventError } from '../errors.ts'

/** The error for an event that is no Kafka batch or is damaged; `place` is a path such as `records["orders-0"][3].offset`. */
export function invalidEvent(
  place: string,
  problem: string,
  coordinates: Coordinates = {},
): EventError {
  return new EventError(
    'ERR_EVENT_INVALID',
    `Event: ${place} ${problem}. Nothing of it is written; the function takes the events of a Kafka event source mapping as Lambda makes them.`,
    { coordinates },
  )
}

/** The place of a record in the event. A name longer than any of Kafka's is cut. */
export function recordPlace(mapKey: string, index: number): string {
  return `records[${JSON.stringify(mapKey.slice(0, 300))}][${index}]`
}

/** How a message calls what was found, without its contents. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
