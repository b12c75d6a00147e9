const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/

/** Orders two cells of a column as SQL does: NULL first, numbers by value, all else by its bytes. */
export function compareCells(a: string | null, b: string | null, numeric: boolean): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return numeric ? compareNumbers(a, b) : Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function compareNumbers(a: string, b: string): number {
  const left = PLAIN.exec(a)
  const right = PLAIN.exec(b)
  // Only FLOAT and DOUBLE print exponents, and a double holds them.
  if (left === null || right === null) return Math.sign(Number(a) - Number(b))
  const digits = Math.max(left[3]?.length ?? 0, right[3]?.length ?? 0)
  const difference = scaled(left, digits) - scaled(right, digits)
  return difference < 0n ? -1 : Number(difference > 0n)
}

function scaled([, sign, whole = '', fraction = '']: RegExpExecArray, digits: number): bigint {
  return BigInt(`${sign}${whole}${fraction.padEnd(digits, '0')}`)
}
