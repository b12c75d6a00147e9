import { ConfigError } from '../errors.ts'
import type { Decoded, DecodedRow } from '../schema.ts'
import type { DeleteReading, WriteReading } from '../table/reading.ts'
import { checkedJson } from './checked-json.ts'
import { checkedValue } from './checked-value.ts'
import { isKnownSchema } from './known-schemas.ts'
import { Misfit } from './misfit.ts'
import { transformFault, unfit } from './transform-fault.ts'

type Asked = WriteReading | DeleteReading

/**
 * What a transform gives for a record as what the record asks for.
 * @param given what it asked for before
 * @throws RecordError; ConfigError for a promise
 */
export function returnedReadings(returned: unknown, given: Asked): readonly Asked[] {
  if (returned === null) return []
  if (Array.isArray(returned)) {
    return Array.from(returned, (one: unknown, place) => readingOf(one, given, `[${place}]`))
  }
  return [readingOf(returned, given, '')]
}

function readingOf(returned: unknown, given: Asked, at: string): Asked {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned)) {
    throw transformFault(
      `transform.ts gave ${returned === undefined ? 'undefined' : 'what is no record'}; a record, an array of records, or null to drop it is wanted.`,
    )
  }
  const { topic, key, keySchema, value, schema, delete: isDelete, then } = returned as Members
  if (typeof then === 'function') throw promised(returned)
  if (typeof topic !== 'string' || topic === '') throw unfit(`topic${at}`, 'a text is wanted')
  if (typeof isDelete !== 'boolean') throw unfit(`delete${at}`, 'true or false is wanted')
  const row = decodedOf(value, schema, `value${at}`)
  const newKey = keyOf(key, keySchema, given.key, `key${at}`)
  if (isDelete) return { kind: 'delete', topic, before: isRow(row) ? row : null, key: newKey }
  if (isRow(row)) return { kind: 'write', topic, row, key: newKey }
  throw unfit(
    `value${at}`,
    'a record that is no delete needs a value; give null in place of the record to drop it, or delete: true',
  )
}

type Members = Readonly<Record<string, unknown>>

function isRow(decoded: Decoded): decoded is DecodedRow {
  return decoded.value !== null
}

/** A key of null is none, unless the record's own is one that says null. */
function keyOf(key: unknown, schema: unknown, given: Decoded | null, path: string): Decoded | null {
  if (key === null || key === undefined) return given?.value === null ? given : null
  return decodedOf(key, schema, path)
}

/** @throws RecordError `ERR_RECORD_UNMAPPABLE` that names the member */
function decodedOf(value: unknown, schema: unknown, path: string): Decoded {
  try {
    if (value === null || value === undefined) return { schema: null, value: null }
    if (schema === null || schema === undefined) return { schema: null, value: checkedJson(value) }
    if (typeof schema !== 'object' || !isKnownSchema(schema)) {
      throw new Misfit(
        'its schema is neither one that a record brought nor made by withField, withoutField, emptyRow or unnest',
      )
    }
    return { schema, value: checkedValue(schema, value) }
  } catch (error) {
    throw error instanceof Misfit ? unfit(error.pathFrom(path), error.message) : error
  }
}

function promised(promise: object): ConfigError {
  // Nobody waits for it: what it fails with must not end the process.
  Promise.resolve(promise).catch(() => undefined)
  return new ConfigError([
    'transform.ts gave a promise: transform must be synchronous. Take async and await out of it; what it needs to fetch has to be fetched when the module loads.',
  ])
}
