import type { Brokers, OnFailure, Polling, Settings } from '../settings.ts'
import type { Reading } from './reading.ts'

const provisionedOnly = [
  'minimum-pollers',
  'maximum-pollers',
  'poller-group',
  'maximum-retry-attempts',
  'maximum-record-age-seconds',
  'halve-failed-batches',
  'mapping-log-level',
] as const

/** Lambda's largest number of retries; without end means ten where there is a destination. */
const MOST_RETRIES = 10_000

/** Of all mappings of a group together. */
const MOST_POLLERS_OF_GROUP = 2000

/** Reads who polls, and how a batch that failed is delivered again. */
export function readPolling(
  reading: Reading,
  settings: Pick<Settings, 'topics' | 'brokers' | 'onFailure' | 'stackName'>,
): Polling {
  const { topics, brokers, onFailure, stackName } = settings
  if (reading.text('polling') === 'on-demand') return onDemand(reading, onFailure)
  const minimumPollers = reading.number('minimum-pollers')
  const given = reading.number('maximum-pollers')
  const maximumPollers = reading.isGiven('maximum-pollers')
    ? given
    : Math.max(given, minimumPollers)
  if (minimumPollers > maximumPollers) {
    reading.faults.push(
      `minimum-pollers=${minimumPollers} is larger than maximum-pollers=${maximumPollers}`,
    )
  }
  const maximumRetryAttempts = reading.isGiven('maximum-retry-attempts')
    ? reading.number('maximum-retry-attempts')
    : onFailure.kind === 'none'
      ? -1
      : MOST_RETRIES
  const maximumRecordAgeSeconds = reading.number('maximum-record-age-seconds')
  const group = pollerGroup(reading, brokers, stackName)
  if (group !== null && topics.length * maximumPollers > MOST_POLLERS_OF_GROUP) {
    reading.faults.push(
      `maximum-pollers=${maximumPollers} of ${topics.length} topics is more than the ${MOST_POLLERS_OF_GROUP} that Lambda gives a poller group: give fewer, or poller-group=none`,
    )
  }
  warnOfLoss(reading, onFailure, maximumRetryAttempts, maximumRecordAgeSeconds)
  return {
    mode: 'provisioned',
    minimumPollers,
    maximumPollers,
    pollerGroup: group,
    partialResponses: reading.text('partial-responses') !== 'false',
    maximumRetryAttempts,
    maximumRecordAgeSeconds,
    halveFailedBatches: reading.flag('halve-failed-batches'),
    logLevel: logLevel(reading),
  }
}

function onDemand(reading: Reading, onFailure: OnFailure): Polling {
  reading.refuse(provisionedOnly, 'needs polling=provisioned: Lambda takes it nowhere else')
  if (reading.text('partial-responses') === 'true') {
    reading.faults.push(
      'partial-responses=true needs polling=provisioned: without it Lambda commits what the sink reports as failed',
    )
  }
  if (onFailure.kind === 'kafka') {
    reading.faults.push(
      `on-failure=kafka://${onFailure.topic} needs polling=provisioned; an S3 bucket does not`,
    )
  }
  reading.warnings.push(
    onFailure.kind === 'none'
      ? 'polling=on-demand with on-failure=none: a record over 6 MB is dropped without a trace'
      : 'polling=on-demand has no retry settings: with a destination Lambda gives a batch up after 10 retries, healthy ones of an outage included, and keeps it in the bucket; the redrive function brings it back',
  )
  return { mode: 'on-demand' }
}

function warnOfLoss(
  reading: Reading,
  onFailure: OnFailure,
  attempts: number,
  ageSeconds: number,
): void {
  const mayGiveUp = attempts !== -1 || ageSeconds !== -1
  if (onFailure.kind === 'none') {
    reading.warnings.push(
      mayGiveUp
        ? 'on-failure=none with a limit of retries or age: Lambda drops a batch that reaches it, and its records are lost'
        : 'on-failure=none: a record over 6 MB is dropped without a trace',
    )
  } else if (attempts === -1) {
    reading.warnings.push(
      'maximum-retry-attempts=-1 with a destination: Lambda gives a batch up after 10 retries; 10000 is the largest number it takes',
    )
  }
}

/** Pollers share capacity within one network; that those which reach brokers over the internet do is not documented. */
function pollerGroup(reading: Reading, brokers: Brokers, stackName: string): string | null {
  const given = reading.text('poller-group')
  if (given !== null) return given === 'none' ? null : given
  return brokers.kind === 'msk' || brokers.network !== null ? stackName : null
}

function logLevel(reading: Reading): 'DEBUG' | 'INFO' | 'WARN' {
  const given = reading.text('mapping-log-level')
  return given === 'DEBUG' || given === 'WARN' ? given : 'INFO'
}
