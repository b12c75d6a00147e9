import type { Flow } from './flow.ts'
import type { Workload } from './workload.ts'

/** Source: Lambda Developer Guide, "Apache Kafka event poller scaling modes": a unit is 20 MB/s, and holds ten pollers. */
const UNIT_BYTES_PER_SECOND = 20e6
const UNIT_POLLERS = 10

/** Event Poller Units that are paid: whole ones of each topic, or of the group that the topics share. */
export function pollerUnits(
  { pollers, recordsPerSecond }: Pick<Flow, 'pollers' | 'recordsPerSecond'>,
  { topics, recordBytes }: Pick<Workload, 'topics' | 'recordBytes'>,
  grouped: boolean,
): number {
  const bytesPerSecond = recordsPerSecond * recordBytes
  if (grouped) return units(pollers, bytesPerSecond)
  return topics * units(pollers / topics, bytesPerSecond / topics)
}

function units(pollers: number, bytesPerSecond: number): number {
  return Math.max(
    Math.ceil(pollers / UNIT_POLLERS),
    Math.ceil(bytesPerSecond / UNIT_BYTES_PER_SECOND),
  )
}
