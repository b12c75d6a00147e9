import { METRIC_UNITS } from '../../../../lib/lambda/metric-table.ts'
import type { Flow } from './flow.ts'
import { type Line, lineOf } from './line.ts'
import { MEASURED } from './measured-times.ts'
import { pollerUnits } from './poller-units.ts'
import type { Prices } from './prices.ts'
import type { CostRequest } from './workload.ts'

const GIGABYTE = 1e9
/** Lambda's own lines START, END and REPORT, and what CloudWatch counts beside each of the four lines. */
const PLATFORM_LOG_BYTES = 400 + 4 * 26
/** Of three zones two are others than a reader's. */
const CROSS_ZONE_SHARE = 2 / 3
/** A container lives for some hours and reads the secret as it starts. */
const CONTAINER_HOURS = 2
/** Of the database and of the brokers. */
const SECRETS = 2
/** Metrics that the alarms watch, of the sink and of each topic. */
export const ALARM_METRICS = { once: 7, perTopic: 10 }

/** What this deployment costs in a month, line by line. */
export function billOf(request: CostRequest, flow: Flow, prices: Prices): readonly Line[] {
  return [
    ...lambdaLines(request, flow, prices),
    ...pollerLines(request, flow, prices),
    ...dataLines(request, flow, prices),
    ...watchLines(request, flow, prices),
  ]
}

function lambdaLines({ setup, hoursPerMonth }: CostRequest, flow: Flow, prices: Prices) {
  const events = flow.eventsPerSecond * hoursPerMonth * 3600
  const gbSeconds = ((events * flow.billedMs) / 1000) * (setup.memoryMb / 1024)
  return [
    lineOf(prices, 'Lambda: invocations', 'lambdaRequest', events),
    lineOf(prices, 'Lambda: duration', 'lambdaGbSecond', gbSeconds),
  ]
}

function pollerLines({ workload, setup, hoursPerMonth }: CostRequest, flow: Flow, prices: Prices) {
  const { polling } = setup
  const units = polling.mode === 'on-demand' ? 0 : pollerUnits(flow, workload, polling.grouped)
  return [lineOf(prices, 'Pollers', 'pollerUnitHour', units * hoursPerMonth)]
}

/** What any reader of the topics pays, MSK Connect too. */
export function dataLines(
  { workload, setup, hoursPerMonth }: CostRequest,
  { recordsPerSecond }: Pick<Flow, 'recordsPerSecond'>,
  prices: Prices,
): readonly Line[] {
  const gigabytes = (recordsPerSecond * workload.recordBytes * hoursPerMonth * 3600) / GIGABYTE
  const zones = lineOf(prices, 'Data between zones', 'crossZoneGb', gigabytes * CROSS_ZONE_SHARE)
  if (setup.natGateways === 0) return [zones]
  return [
    zones,
    lineOf(prices, 'NAT: gateways', 'natHour', setup.natGateways * hoursPerMonth),
    lineOf(prices, 'NAT: data', 'natGb', gigabytes),
  ]
}

function watchLines({ workload, hoursPerMonth }: CostRequest, flow: Flow, prices: Prices) {
  const { topics, format } = workload
  const events = flow.eventsPerSecond * hoursPerMonth * 3600
  const logBytes = MEASURED.formats[format].logBytes + PLATFORM_LOG_BYTES
  const gigabytes = (events * logBytes) / GIGABYTE
  const metrics = Object.keys(METRIC_UNITS).length * (1 + topics)
  const starts = (Math.ceil(flow.concurrent) * hoursPerMonth) / CONTAINER_HOURS
  return [
    lineOf(prices, 'CloudWatch: log', 'logGb', gigabytes),
    lineOf(prices, 'CloudWatch: log kept', 'logGbMonth', gigabytes),
    lineOf(prices, 'CloudWatch: metrics', 'metric', metrics),
    lineOf(
      prices,
      'CloudWatch: alarms',
      'alarm',
      ALARM_METRICS.once + ALARM_METRICS.perTopic * topics,
    ),
    lineOf(prices, 'CloudWatch: dashboard', 'dashboard', 1),
    lineOf(prices, 'Secrets', 'secret', SECRETS),
    lineOf(prices, 'Secrets: calls', 'secretCall', starts),
  ]
}
