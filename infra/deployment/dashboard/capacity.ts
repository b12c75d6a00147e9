import { PRICED_REGION, PRICES } from '../../local/commands/cost/prices.ts'
import type { Settings } from '../settings.ts'
import type { Line } from './body.ts'
import { graph } from './graph.ts'
import type { Row } from './layout.ts'
import { math, ofFunction, ofSink, total } from './lines.ts'

/** Poller units are told once a minute: over a longer period their sum would be a multiple. */
const MINUTE = 60

/** Pollers, what the deployment costs at the moment, and what it changed in the database. */
export function capacity(settings: Settings): Row {
  return {
    height: 6,
    contents: [
      ...(settings.polling.mode === 'provisioned' ? [pollers(settings)] : []),
      graph({
        title: `Cost, estimated (list prices of ${PRICED_REGION})`,
        unit: 'US$ / hour',
        periodSeconds: MINUTE,
        lines: cost(settings),
      }),
      graph({
        title: 'Tables created, columns added',
        unit: 'count',
        lines: [
          ofSink(settings, null, 'tablesCreated', { label: 'tables' }),
          ofSink(settings, null, 'columnsAdded', { label: 'columns' }),
        ],
      }),
    ],
  }
}

function pollers(settings: Settings) {
  return graph({
    title: 'Pollers and what is paid for them',
    unit: 'pollers',
    rightUnit: 'Event Poller Units',
    periodSeconds: MINUTE,
    lines: [
      ...total(settings, 'pollers', 'ProvisionedPollers', { stat: 'Maximum', label: 'pollers' }),
      ...total(settings, 'units', 'EventPollerUnit', { label: 'units (right)', yAxis: 'right' }),
    ],
  })
}

/** Invocations by the hour at the pace of a minute, and the units of provisioned mode. */
function cost(settings: Settings): readonly Line[] {
  const duration = `ms / 1000 * ${settings.memoryMb} / 1024 * ${millionths(PRICES.lambdaGbSecond.usd)}`
  const requests = `calls * ${millionths(PRICES.lambdaRequest.usd)}`
  const invoked = `(${duration} + ${requests}) * 3600 / PERIOD(ms)`
  const lambda: readonly Line[] = [
    ofFunction(settings, 'sink', 'Duration', { id: 'ms', visible: false }),
    ofFunction(settings, 'sink', 'Invocations', { id: 'calls', visible: false }),
    math(invoked, { id: 'sink', label: 'invocations of the sink' }),
  ]
  if (settings.polling.mode === 'on-demand') return lambda
  const units = total(settings, 'units', 'EventPollerUnit', { label: 'units', visible: false })
  const priced = `allunits * ${PRICES.pollerUnitHour.usd}`
  return [...lambda, ...units, math(priced, { id: 'polled', label: 'pollers' })]
}

/** Metric math knows no exponents, and JavaScript writes small numbers with one. */
function millionths(usd: number): string {
  return `${Number((usd * 1e6).toPrecision(12))} / 1000000`
}
