import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dollars } from '../../../../../infra/local/commands/cost/amount.ts'
import { assumptionsOf } from '../../../../../infra/local/commands/cost/assumptions.ts'
import { estimateOf } from '../../../../../infra/local/commands/cost/estimate.ts'
import { flowOf } from '../../../../../infra/local/commands/cost/flow.ts'
import { parseArguments } from '../../../../../infra/local/commands/cost/parse-arguments.ts'
import { PRICED_REGION, PRICES } from '../../../../../infra/local/commands/cost/prices.ts'
import { METRIC_UNITS } from '../../../../../lib/lambda/metric-table.ts'
import { anyRequest, requestOf } from './sample-request.ts'

function quantity(title: string, request = requestOf()): number | undefined {
  return estimateOf(request, PRICES).lines.find((line) => line.title === title)?.quantity
}

describe('the cost of a month', () => {
  it('is the sum of its lines, each quantity × price, and never negative', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { lines, total, mskConnect } = estimateOf(request, PRICES)
        for (const { quantity: found, price, cost } of [...lines, ...mskConnect.lines]) {
          expect(found).toBeGreaterThanOrEqual(0)
          expect(cost).toBe(found * price)
        }
        expect(total).toBeCloseTo(
          lines.reduce((sum, { cost }) => sum + cost, 0),
          6,
        )
        expect(Number.isFinite(total)).toBe(true)
      }),
    )
  })

  it('grows with the rate, where there is a window and nobody waits for the database', () => {
    fc.assert(
      fc.property(anyRequest, fc.double({ min: 1, max: 100, noNaN: true }), (any, factor) => {
        const request = requestOf(any.workload, {
          ...any.setup,
          windowSeconds: Math.max(1, any.setup.windowSeconds),
        })
        const { recordsPerSecond } = request.workload
        const more = { ...request.workload, recordsPerSecond: recordsPerSecond * factor }
        const { total } = estimateOf(request, PRICES)
        expect(estimateOf({ ...request, workload: more }, PRICES).total).toBeGreaterThanOrEqual(
          total * (1 - 1e-9),
        )
      }),
    )
  })

  it('counts the metrics of the sink and of each topic, and hours of whole units', () => {
    const metrics = Object.keys(METRIC_UNITS).length
    expect(quantity('CloudWatch: metrics', requestOf({ topics: 3 }))).toBe(metrics * 4)
    expect(quantity('Pollers')).toBe(730)
    expect(quantity('Pollers', requestOf({}, { polling: { mode: 'on-demand' } }))).toBe(0)
  })

  it('bills seconds by the memory they ran with', () => {
    const billed = {
      kind: 'billed',
      time: { fixedMs: 100, perRecordUs: 0, perKilobyteUs: 0 },
      origin: 'test',
    } as const
    const request = requestOf({}, { memoryMb: 2048 }, billed)
    expect(quantity('Lambda: invocations', request)).toBeCloseTo(730 * 3600)
    expect(quantity('Lambda: duration', request)).toBeCloseTo(730 * 3600 * 0.1 * 2)
  })
})

describe('what is cheaper', () => {
  it('is cheaper by a dollar at least, and carries as much', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { savings, total } = estimateOf(request, PRICES)
        for (const saving of savings) expect(saving.total).toBeLessThanOrEqual(total - 1)
      }),
    )
  })

  it('is on-demand polling for a trickle, by what the pollers cost', () => {
    const { savings, lines } = estimateOf(requestOf({ recordsPerSecond: 1 }), PRICES)
    const pollers = lines.find(({ title }) => title === 'Pollers')?.cost ?? 0
    expect(savings[0]?.change).toBe('polling=on-demand')
    expect(estimateOf(requestOf({ recordsPerSecond: 1 }), PRICES).total - pollers).toBeCloseTo(
      savings[0]?.total ?? 0,
    )
  })

  it('is a poller group where topics have pollers of their own', () => {
    const polling = {
      mode: 'provisioned',
      minimumPollers: 1,
      maximumPollers: 10,
      grouped: false,
    } as const
    const { savings } = estimateOf(requestOf({ topics: 8 }, { polling }), PRICES)
    expect(savings.map(({ change }) => change)).toContain('a poller group for all topics')
  })
})

describe('a poller group', () => {
  const given = ['--records-per-second', '10', '--bytes', '100', '--topics']
  const estimated = (...args: readonly string[]) => {
    const parsed = parseArguments([...given, ...args])
    if (parsed.kind !== 'estimate') throw new Error('no estimate is asked for')
    const { workload, setup } = parsed
    const estimate = estimateOf({ ...requestOf(), workload, setup }, PRICES)
    return { ...estimate, said: assumptionsOf(estimate, PRICES, PRICED_REGION).join('\n') }
  }

  it('is what topics of MSK share, and topics of brokers over the internet do not', () => {
    const pollers = (...args: readonly string[]) =>
      estimated(...args).lines.find(({ title }) => title === 'Pollers')?.cost ?? 0
    expect(pollers('8', '--source', 'msk')).toBe(pollers('8'))
    expect(pollers('8', '--source', 'self-managed')).toBeCloseTo(8 * pollers('8'))
    expect(pollers('8', '--separate-pollers')).toBe(pollers('8', '--source', 'self-managed'))
  })

  it('is told with the other figure, where there are several topics', () => {
    const shared = estimated('8')
    const separate = estimated('8', '--source', 'self-managed')
    expect(shared.said).toContain(
      `would cost ${dollars(separate.total)}, not ${dollars(shared.total)}`,
    )
    expect(separate.said).toContain(
      `would cost ${dollars(shared.total)}, not ${dollars(separate.total)}`,
    )
    expect(estimated('1').said).not.toContain('poller group')
    expect(estimated('8', '--polling', 'on-demand').said).not.toContain('poller group')
  })
})

describe('warnings', () => {
  const warnings = (request = requestOf()) => estimateOf(request, PRICES).warnings.join('\n')

  it('say that MSK Connect is cheaper, where it is', () => {
    expect(warnings()).toContain('MSK Connect is cheaper')
    expect(warnings(requestOf({}, { polling: { mode: 'on-demand' } }))).not.toContain('cheaper')
  })

  it('say that it cannot keep up, with the rate that gets through', () => {
    const request = requestOf({ recordsPerSecond: 1e6, partitions: 2 })
    expect(Math.round(flowOf(request).mostRecordsPerSecond)).toBe(10_000)
    expect(warnings(request)).toContain('let 10 000 of 1 000 000 records per second through')
  })

  it('say that memory or timeout are too small for the fullest event', () => {
    expect(warnings(requestOf({}, { memoryMb: 256 }))).toContain('--memory-mb 256 is less than')
    const slow = { kind: 'database', databaseMs: 200_000 } as const
    expect(warnings(requestOf({}, {}, slow))).toContain('more than half of the timeout of 300 s')
  })
})
