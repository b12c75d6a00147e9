const MICROS_PER_SECOND = 1_000_000n

/** A DECIMAL as the database prints it; `scale` is 1 or more. */
export function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** A DATE. @param day since 1970 */
export function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** A DATETIME(6). @param micros since 1970, not before */
export function datetimeText(micros: bigint): string {
  const seconds = new Date(Number(micros / MICROS_PER_SECOND) * 1000).toISOString().slice(0, 19)
  return `${seconds.replace('T', ' ')}.${String(micros % MICROS_PER_SECOND).padStart(6, '0')}`
}

/** Bytes as `0x…`. */
export function hexText(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex').toUpperCase()}`
}
