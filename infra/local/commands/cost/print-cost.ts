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
  const { flow, lines, total, mskConnect, savings, warnings, request } = estimate
  terminal.heading(`This deployment: ${dollars(total)} a month`)
  printLines(lines, terminal)
  terminal.line()
  terminal.line(
    `  ${count(flow.recordsPerSecond)} records per second in ${count(flow.eventsPerSecond)} events of ${count(flow.records)} records (${count(flow.fullest)} at most), ${count(flow.billedMs)} ms each; ${count(flow.pollers)} pollers, ${count(flow.concurrent)} invocations at a time; ${dollars(millionRecords(estimate))} for a million records`,
  )
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

function millionRecords({ total, flow, request }: Estimate): number {
  return total / ((flow.recordsPerSecond * request.hoursPerMonth * 3600) / 1e6)
}
