import type { PriceName, Prices } from './prices.ts'

/** One line of a month's bill. */
export interface Line {
  readonly title: string
  readonly quantity: number
  readonly unit: string
  /** US dollars for one unit. */
  readonly price: number
  /** US dollars in a month. */
  readonly cost: number
}

export function lineOf(prices: Prices, title: string, name: PriceName, quantity: number): Line {
  const { usd, unit } = prices[name]
  return { title, quantity, unit, price: usd, cost: quantity * usd }
}

/** US dollars in a month. */
export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { cost }) => sum + cost, 0)
}
