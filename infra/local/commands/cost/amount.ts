/** US dollars with cents. */
export function dollars(usd: number): string {
  return `$${decimals(usd, 2)}`
}

/** A number with as many decimals as matter, in groups of three digits. */
export function count(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return decimals(value, 0)
  return value >= 1 ? decimals(value, 1) : decimals(value, 3)
}

/** A price, which may be far below a cent. */
export function unitPrice(usd: number): string {
  return usd >= 0.01 ? `$${decimals(usd, 3)}` : `$${usd.toPrecision(3)}`
}

function decimals(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ' ')
}
