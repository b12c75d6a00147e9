import type { Terminal } from '../terminal.ts'
import { count, dollars, unitPrice } from './amount.ts'
import { assumptionsOf } from './assumptions.ts'
import type { Estimate } from './estimate.ts'
import type { Line } from './line.ts'
import type { RegionPrices } from './price-file.ts'

/** Prints the bill, the comparison, the assumptions, and what would be cheaper. */
export function printCost(
  estimate: Estimate,
  { prices, region }: RegionPrices,
  terminal: Terminal,
): void {
  const { lines, total, mskConnect, savings, warnings, request } = estimate
  terminal.heading(`This deployment: ${dollars(total)} a month`)
  printLines(lines, terminal)
  terminal.heading('How it flows')
  terminal.list(['', ''], flowRows(estimate))
  terminal.heading(`SingleStore's connector on MSK Connect: ${dollars(mskConnect.total)} a month`)
  printLines(mskConnect.lines, terminal)
  if (warnings.length > 0) terminal.heading('Warnings')
  for (const warning of warnings) terminal.line(`  ${warning}`)
  if (savings.length > 0) {
    terminal.heading('Cheaper')
    terminal.list(
      ['change', 'a month', 'saves', 'at the price of'],
      savings.map((saving) => [
        saving.change,
        dollars(saving.total),
        dollars(total - saving.total),
        saving.price,
      ]),
    )
  }
  terminal.heading('Assumptions')
  for (const assumption of assumptionsOf(estimate, prices, region)) terminal.line(`  ${assumption}`)
  if (request.setup.polling.mode === 'on-demand') {
    terminal.line(
      '  On-demand polling has no partial responses and no retry settings: the sink throws instead.',
    )
  }
}

function flowRows({ flow, total, request }: Estimate): readonly (readonly string[])[] {
  const millions = (flow.recordsPerSecond * request.hoursPerMonth * 3600) / 1e6
  return [
    [
      'records per second',
      `${count(flow.recordsPerSecond)} of at most ${count(flow.mostRecordsPerSecond)}`,
    ],
    ['events per second', count(flow.eventsPerSecond)],
    ['records in an event', `${count(flow.records)} of at most ${count(flow.fullest)}`],
    ['billed for an event', `${count(flow.billedMs)} ms`],
    ['pollers', count(flow.pollers)],
    ['invocations at a time', count(flow.concurrent)],
    ['a million records', dollars(total / millions)],
  ]
}

function printLines(lines: readonly Line[], terminal: Terminal): void {
  terminal.list(
    ['', 'quantity', 'price', 'cost', 'unit'],
    lines.map(({ title, quantity, unit, price, cost }) => [
      title,
      count(quantity),
      unitPrice(price),
      dollars(cost),
      unit,
    ]),
  )
}
