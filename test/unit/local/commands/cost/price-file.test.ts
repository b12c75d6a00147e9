import { describe, expect, it } from 'vitest'
import { readPriceFile } from '../../../../../infra/local/commands/cost/price-file.ts'
import { PRICES } from '../../../../../infra/local/commands/cost/prices.ts'

describe('a file of prices', () => {
  it('replaces the prices it names, and leaves the others', () => {
    const { region, prices } = readPriceFile('{"region":"eu-central-1","natGb":0.052}', 'eu.json')
    expect(region).toBe('eu-central-1')
    expect(prices.natGb).toMatchObject({ usd: 0.052, source: 'eu.json' })
    expect(prices.metric).toEqual(PRICES.metric)
  })

  it.each([
    ['[1]', 'holds no JSON object'],
    ['{"natGb":', 'holds no JSON.'],
    ['{"natGb":1}', 'lacks "region"'],
    ['{"region":"eu","natGB":1}', 'has "natGB"; known are'],
    ['{"region":"eu","__proto__":1}', 'has "__proto__"'],
    ['{"region":"eu","toString":1}', 'has "toString"'],
    ['{"region":"eu","natGb":"1"}', '"natGb" in eu.json wants US dollars'],
    ['{"region":"eu","natGb":-1}', '"natGb" in eu.json wants US dollars'],
  ])('is refused by name: %s', (text, message) => {
    expect(() => readPriceFile(text, 'eu.json')).toThrow(message)
  })
})

it('every price is positive and says where and when it was read', () => {
  for (const { usd, source, read, unit } of Object.values(PRICES)) {
    expect(usd).toBeGreaterThan(0)
    expect(source).toMatch(/^https:\/\/(aws|docs\.aws)\.amazon\.com\//)
    expect(read).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(unit).not.toBe('')
  }
})
