import { dollars } from './amount.ts'
import { billOf } from './bill.ts'
import type { Estimate } from './estimate.ts'
import { WHOLE_CPU_MB } from './event-time.ts'
import { flowOf } from './flow.ts'
import { totalOf } from './line.ts'
import { MEASURED } from './measured-times.ts'
import { PRICED_REGION, type Prices } from './prices.ts'

/** What the figures rest on, each with its source. */
export function assumptionsOf(
  estimate: Estimate,
  prices: Prices,
  region: string,
): readonly string[] {
  return [
    `Prices of ${region}${region === PRICED_REGION ? ', list, read on the days and pages that docs/cost.md names' : ', from the file'}; no free tier is deducted (Lambda gives 1M requests and 400 000 GB-seconds a month), nor any discount.`,
    timing(estimate, prices),
    'A poller gathers one event for each window, over all of its partitions, and takes 5 MB/s or 5 invocations at a time (Lambda Developer Guide, "Apache Kafka event poller scaling modes"; that on-demand pollers take as much is inferred).',
    'An Event Poller Unit holds 10 pollers, or 20 MB/s (same page). Lambda gathers by its own lights: where it makes more and smaller events, invocations cost more.',
    ...pollerGroup(estimate, prices),
    'The rate is even over the month and over the topics. Peaks cost what they carry, and pollers only while they are there.',
    'Two thirds of what is read crosses a zone (three zones, readers pick none). Rows to SingleStore stay in the region; their way is not priced but for NAT.',
    'Left out, as cents: cold starts, the ledger function once a day, failed batches in S3, the metrics that Lambda and MSK publish themselves.',
    mskConnect(estimate),
    'Confluent Cloud: no price of a fully managed connector for SingleStore is published.',
  ]
}

/** Whether topics share pollers changes a month more than most else: said with what it would be otherwise. */
function pollerGroup({ request, flow, total }: Estimate, prices: Prices): readonly string[] {
  const { workload, setup } = request
  const { polling } = setup
  if (polling.mode === 'on-demand' || workload.topics === 1) return []
  const other = {
    ...request,
    setup: { ...setup, polling: { ...polling, grouped: !polling.grouped } },
  }
  const otherwise = dollars(totalOf(billOf(other, flow, prices)))
  return [
    polling.grouped
      ? `The ${workload.topics} topics share one poller group, as the deployment makes it for MSK and for brokers in subnets of yours; each with pollers of its own (brokers over the internet: --source self-managed) the month would cost ${otherwise}, not ${dollars(total)}.`
      : `Each of the ${workload.topics} topics has pollers of its own, as the deployment has it for brokers over the internet; in one poller group, as of MSK or of brokers in subnets of yours (--source msk), the month would cost ${otherwise}, not ${dollars(total)}.`,
  ]
}

function timing({ request, total }: Estimate, prices: Prices): string {
  const { timing: origin, workload } = request
  const { median, largest } = MEASURED.formats[workload.format].misfit
  switch (origin.kind) {
    case 'billed':
      return `An event's time: ${origin.origin}. It holds for the memory it was billed with.`
    case 'measured':
    case 'database': {
      const database =
        origin.kind === 'measured'
          ? ' The database stood on the same machine: a network adds to each event (--database-ms).'
          : ''
      return `An event's time was measured on ${MEASURED.machine.cpu}, Node ${MEASURED.machine.node}, ${MEASURED.date}: fixed, per record and per byte, for half of the sizes within ${Math.round(median)} %, at worst ${Math.round(largest)} % off.${database} Lambda's vCPU (Graviton) is another: at half the speed the month would cost ${dollars(atHalfSpeed(request, prices, total))}. Your own log knows better (--from-log).`
    }
    default:
      return origin satisfies never
  }
}

/** The processor's time twice, all of the rest as it is: as with half of the memory of a whole vCPU, at its price. */
function atHalfSpeed(request: Estimate['request'], prices: Prices, total: number): number {
  const { setup } = request
  const memoryMb = Math.min(setup.memoryMb, WHOLE_CPU_MB) / 2
  const slow = { ...request, setup: { ...setup, memoryMb } }
  const flow = flowOf(slow)
  const atItsPrice = { ...slow, setup }
  return Math.max(total, totalOf(billOf(atItsPrice, flow, prices)))
}

function mskConnect({ request, mskConnect: { workers, recordsPerSecondEach } }: Estimate): string {
  const origin =
    request.connectRecordsPerSecond === null
      ? 'what a whole vCPU takes here in the fullest events, a guess in its favour or against it (--connect-records-per-second)'
      : 'as given'
  return `MSK Connect: ${workers} ${workers === 1 ? 'worker' : 'workers'} of one unit (1 vCPU, 4 GiB), each up to ${Math.round(recordsPerSecondEach)} records per second, ${origin}, at 80 % of its processor. Its log, alarms and metrics are left out, and it delivers at least once.`
}
