import { ExactNumber } from '../../schema.ts'
import { mismatch } from '../mismatch.ts'
import { outOfRange } from '../out-of-range.ts'
import type { Reader } from './reader.ts'

/** Connect's writer prints these as strings, since JSON has no literals for them. */
const NON_FINITE: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])

/** Reads Connect's `float`: the double that the text names, as long as a float reaches that far. */
export function float32Reader(path: string): Reader {
  return floatReader(path, 'float', Math.fround)
}

/** Reads Connect's `double`. */
export function float64Reader(path: string): Reader {
  return floatReader(path, 'double', (number) => number)
}

function floatReader(path: string, type: string, narrow: (number: number) => number): Reader {
  return (json) => {
    if (typeof json === 'number') return finite(json)
    if (json instanceof ExactNumber) return finite(Number(json.literal))
    const nonFinite = typeof json === 'string' ? NON_FINITE.get(json) : undefined
    if (nonFinite === undefined) throw mismatch(path, type, json)
    return nonFinite
  }

  function finite(number: number): number {
    if (Number.isFinite(narrow(number))) return number
    throw outOfRange(path, type, 'too large')
  }
}
