import { parseJson } from '../../../../lib/format/json/exact-json.ts'
import { isJsonObject } from '../../../../lib/format/json/json-object.ts'
import type { JsonValue } from '../../../../lib/schema.ts'
import { UsageError } from '../usage-error.ts'
import { PRICES, type Prices } from './prices.ts'

/** Prices of another region, the rest as they are. */
export interface RegionPrices {
  readonly region: string
  readonly prices: Prices
}

/**
 * Reads `{"region": "eu-central-1", "lambdaGbSecond": 0.0000133334, …}`: US dollars for one unit, any of the names in `PRICES`.
 *
 * @throws UsageError that names the member
 */
export function readPriceFile(text: string, file: string): RegionPrices {
  const json = parsed(text, file)
  if (!isJsonObject(json)) throw new UsageError(`--prices: ${file} holds no JSON object.`)
  const { region, ...given } = json
  if (typeof region !== 'string' || region === '') {
    throw new UsageError(`--prices: ${file} lacks "region", the region of its prices.`)
  }
  const known = new Map(Object.entries(PRICES))
  const changed = Object.entries(given).map(([name, usd]) => {
    const price = known.get(name)
    if (price === undefined) {
      throw new UsageError(
        `--prices: ${file} has "${name}"; known are ${[...known.keys()].join(', ')}.`,
      )
    }
    if (typeof usd !== 'number' || !Number.isFinite(usd) || usd < 0) {
      throw new UsageError(`--prices: "${name}" in ${file} wants US dollars, a number from 0 on.`)
    }
    return [name, { ...price, usd, source: file, copied: false }]
  })
  return { region, prices: { ...PRICES, ...Object.fromEntries(changed) } }
}

function parsed(text: string, file: string): JsonValue {
  try {
    return parseJson(text)
  } catch (cause) {
    throw new UsageError(`--prices: ${file} holds no JSON.`, { cause })
  }
}
