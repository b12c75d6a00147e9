import { MICRO_TIME, PROTO_TIMESTAMP } from '../../schema/logical-type.ts'
import { DATE, type PrimitiveSchema, type Value } from '../../schema.ts'
import type { Meaning, Row } from './kind.ts'
import { Misread } from './misread.ts'

const DAY_MS = 86_400_000
const SECOND_NS = 1_000_000_000
const MICRO_NS = 1000

/** google.protobuf.Timestamp: nanoseconds since 1970, beyond 64 bits after the year 2262. */
export const timestampMeaning: Meaning = {
  schema: primitive('int64', PROTO_TIMESTAMP),
  valueOf([seconds = 0, nanos = 0]) {
    demand(nanos, 0, SECOND_NS - 1, 'nanos')
    const total = BigInt(seconds as number | bigint) * BigInt(SECOND_NS) + BigInt(nanos as number)
    const near = Number(total)
    return Number.isSafeInteger(near) ? near : total
  },
}

/** google.type.Date: days since 1970. One without a year, a month or a day is no date. */
export const dateMeaning: Meaning = {
  schema: primitive('int32', DATE),
  valueOf(row) {
    const [year = 0, month = 0, day = 0] = row as readonly number[]
    demand(year, 1, 9999, 'year')
    demand(month, 1, 12, 'month')
    const date = new Date(0)
    date.setUTCFullYear(year, month - 1, day)
    if (day < 1 || date.getUTCMonth() !== month - 1) throw outside('day')
    return date.getTime() / DAY_MS
  },
}

/** google.type.TimeOfDay: microseconds since midnight, further digits cut; 24:00:00 and leap seconds are allowed. */
export const timeMeaning: Meaning = {
  schema: primitive('int64', MICRO_TIME),
  valueOf(row: Row) {
    const [hours = 0, minutes = 0, seconds = 0, nanos = 0] = row as readonly number[]
    demand(hours, 0, 24, 'hours')
    demand(minutes, 0, hours === 24 ? 0 : 59, 'minutes')
    demand(seconds, 0, hours === 24 ? 0 : 60, 'seconds')
    demand(nanos, 0, hours === 24 ? 0 : SECOND_NS - 1, 'nanos')
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + Math.floor(nanos / MICRO_NS)
  },
}

function demand(value: Value, least: number, most: number, part: string): void {
  if (typeof value !== 'number' || value < least || value > most) throw outside(part)
}

function outside(part: string): Misread {
  return new Misread('ERR_RECORD_OUT_OF_RANGE', `${part} outside of what its type allows`)
}

function primitive(type: 'int32' | 'int64', name: string): PrimitiveSchema {
  return { type, optional: true, name, version: 1, parameters: new Map(), default: null }
}
