import fc from 'fast-check'
import { asJson, type Faces } from './shown.ts'

/** A value as a writer of its format takes it, and what becomes of it. */
export interface Sample<Written = unknown> extends Faces {
  readonly written: Written
}

export const texts: fc.Arbitrary<Sample<string>> = fc
  .oneof(
    { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    { weight: 3, arbitrary: fc.constantFrom('', '\\N', '\\', '\t\n\r\0\u001a', '"\'', ' 😀 ') },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 999 }).map((n) => 'ä€😀'.repeat(n)) },
  )
  .map((written) => ({ written, column: { text: written }, json: JSON.stringify(written) }))

/** @param size of all of them; any up to a few where there is none */
export function bytes(size?: number): fc.Arbitrary<Sample<Buffer>> {
  const lengths = size === undefined ? { maxLength: 300 } : { minLength: size, maxLength: size }
  return fc.uint8Array({ ...lengths, size: 'max' }).map((array) => {
    const written = Buffer.from(array)
    const column = { text: `0x${written.toString('hex').toUpperCase()}` }
    return { written, column, json: `"${written.toString('base64')}"` }
  })
}

export const booleans: fc.Arbitrary<Sample<boolean>> = fc
  .boolean()
  .map((written) => ({ written, column: { text: written ? '1' : '0' }, json: String(written) }))

/** Integers of so many bits, the ends and the neighbours of powers of two more often than others. */
export function integers(bits: number, signed = true): fc.Arbitrary<Sample<bigint>> {
  const wrap = (n: bigint) => (signed ? BigInt.asIntN(bits, n) : BigInt.asUintN(bits, n))
  const near = fc
    .tuple(fc.integer({ min: 0, max: bits }), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([power, by, minus]) => wrap((2n ** BigInt(power) + BigInt(by)) * (minus ? -1n : 1n)))
  const any = fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }).map(wrap)
  return fc.oneof(near, any).map(integer)
}

function integer(written: bigint): Sample<bigint> {
  return { written, column: { text: String(written) }, json: String(written) }
}

export const doubles: fc.Arbitrary<Sample<number>> = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((written) => ({ written, column: { double: written }, json: numberText(written) }))

export const floats: fc.Arbitrary<Sample<number>> = fc
  .float({ noNaN: true, noDefaultInfinity: true })
  .map((written) => ({ written, column: { float: written }, json: numberText(written) }))

function numberText(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number)
}

/** Exact decimals. `written` is unscaled. */
export function decimals(precision: number, scale: number): fc.Arbitrary<Sample<bigint>> {
  const end = 10n ** BigInt(precision) - 1n
  // As many short ones as long ones.
  const any = fc.integer({ min: 1, max: precision }).chain((digits) => {
    const most = 10n ** BigInt(digits) - 1n
    return fc.bigInt({ min: -most, max: most })
  })
  return fc
    .oneof(any, fc.constantFrom(end, -end, 0n, 1n, -1n, 127n, 128n, -128n, -129n))
    .filter((unscaled) => unscaled >= -end && unscaled <= end)
    .map((written) => {
      const text = decimalText(written, scale)
      return { written, column: { text }, json: text }
    })
}

/** Decimals that bring their own scale, in a DECIMAL(65,30). */
export const scaledDecimals: fc.Arbitrary<Sample<{ unscaled: bigint; scale: number }>> = fc
  .integer({ min: 0, max: 30 })
  .chain((scale) =>
    decimals(35, scale).map(({ written: unscaled, json }) => ({
      written: { unscaled, scale },
      column: { text: decimalText(unscaled * 10n ** BigInt(30 - scale), 30) },
      json,
    })),
  )

function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const text = scale === 0 ? whole : `${whole}.${digits.slice(-scale)}`
  return unscaled < 0n ? `-${text}` : text
}

/** Two's complement, big-endian, in as few bytes as hold it, or in `size`. */
export function bigEndian(integer: bigint, size?: number): Buffer {
  let length = size ?? 1
  while (BigInt.asIntN(length * 8, integer) !== integer) length += 1
  const hex = BigInt.asUintN(length * 8, integer).toString(16)
  return Buffer.from(hex.padStart(length * 2, '0'), 'hex')
}

const MS_PER_DAY = 86_400_000
/** The years that DATE holds. */
const [FIRST_MS, LAST_MS] = [Date.UTC(1000, 0, 1), Date.UTC(9999, 11, 31, 23, 59, 59, 999)]

/** `written` in days since 1970. */
export const dates: fc.Arbitrary<Sample<number>> = fc
  .integer({ min: FIRST_MS / MS_PER_DAY, max: Math.floor(LAST_MS / MS_PER_DAY) })
  .map((written) => {
    const text = new Date(written * MS_PER_DAY).toISOString().slice(0, 10)
    return { written, column: { text }, json: `"${text}"` }
  })

/** Times of day; `written` counts units of 10^-digits seconds. */
export function clocks(digits: 3 | 6): fc.Arbitrary<Sample<bigint>> {
  const perDay = 86_400n * 10n ** BigInt(digits)
  return fc.bigInt({ min: 0n, max: perDay - 1n }).map((written) => {
    const seconds = Number(written / 10n ** BigInt(digits))
    const clock = new Date(seconds * 1000).toISOString().slice(11, 19)
    const fraction = String(written % 10n ** BigInt(digits)).padStart(digits, '0')
    const text = `${clock}.${fraction}`
    return { written, column: { text: text.padEnd(15, '0') }, json: `"${text}"` }
  })
}

/** Instants of the years that DATETIME(6) holds; `written` counts units of 10^-digits seconds since 1970. */
export function instants(digits: 3 | 6 | 9): fc.Arbitrary<Sample<bigint>> {
  const perMs = 10n ** BigInt(digits - 3)
  const [least, greatest] = digits === 9 ? [-(2n ** 63n) + 1n, 2n ** 63n - 2n] : [null, null]
  return fc
    .bigInt({
      min: least ?? BigInt(FIRST_MS) * perMs,
      max: greatest ?? BigInt(LAST_MS + 1) * perMs - 1n,
    })
    .map((written) => {
      const rest = ((written % perMs) + perMs) % perMs
      const ms = Number((written - rest) / perMs)
      const fraction = digits === 3 ? '' : String(rest).padStart(digits - 3, '0')
      const text = new Date(ms).toISOString().replace('Z', fraction)
      const whole = text.endsWith('000') && digits === 9 ? text.slice(0, -3) : text
      return {
        written,
        column: { text: text.replace('T', ' ').padEnd(26, '0').slice(0, 26) },
        json: `"${whole}Z"`,
      }
    })
}

export const uuids: fc.Arbitrary<Sample<string>> = fc
  .uuid()
  .map((written) => ({ written, column: { text: written }, json: `"${written}"` }))

/** Any JSON that is not null. */
export const jsonTexts: fc.Arbitrary<Sample<string>> = fc
  .json({ maxDepth: 3 })
  .filter((text) => text !== 'null')
  .map((written) => ({ written, ...asJson(written) }))
