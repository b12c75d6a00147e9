import type { Header } from '../kafka/record.ts'
import { invalidEvent, kindOf, recordPlace } from './invalid-event.ts'

/** Most records have none: they share one list. */
const none: readonly Header[] = Object.freeze([])

/**
 * Reads a record's headers: a list of objects, each with the header's name as its member and a list of bytes as its value,
 * or null. Lambda writes bytes signed (-128 … 127); unsigned ones are taken too.
 * @throws EventError `ERR_EVENT_INVALID` at `records[mapKey][index].headers`
 */
export function readHeaders(headers: unknown, mapKey: string, index: number): readonly Header[] {
  if (headers == null || (Array.isArray(headers) && headers.length === 0)) return none
  const place = `${recordPlace(mapKey, index)}.headers`
  if (!Array.isArray(headers)) {
    throw invalidEvent(place, `must be a list, null or absent, found ${kindOf(headers)}`)
  }
  return headers.flatMap((header: unknown, position) => {
    if (typeof header !== 'object' || header === null || Array.isArray(header)) {
      throw invalidEvent(`${place}[${position}]`, `must be an object, found ${kindOf(header)}`)
    }
    return Object.entries(header).map(([name, bytes]: [string, unknown]) => {
      if (bytes === null) return { name, value: null }
      if (Array.isArray(bytes) && bytes.every(isByte)) {
        return { name, value: Uint8Array.from(bytes) }
      }
      throw invalidEvent(`${place}[${position}]`, 'must hold a list of bytes (-128 to 127) or null')
    })
  })
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= -128 && (value as number) <= 255
}
