import type { Config } from '../../config.ts'
import type { MappingFacts } from '../../lambda/deployed-facts.ts'
import { type Judgement, type Remark, topicOf, withoutMappings } from './judgement.ts'

/** Whether Lambda gives up what fails, and what becomes of it then. */
export const retries: Judgement = {
  name: 'Retries and destination',
  did: 'Compared how often and how long each mapping retries with where it puts what it gives up.',
  lacks: withoutMappings,
  look: ({ mappings, config }) =>
    mappings.flatMap((mapping) => [...given(mapping, config), ...halves(mapping)]),
  fine: ({ mappings, config }) => {
    const waits = new Set(
      mappings.map(({ maximumRetryAttempts: most }) => `${most} retries${lasting(most, config)}`),
    )
    return `An outage waits (${[...waits].join('; ')}), and what Lambda gives up lands in ${[...new Set(mappings.map(({ destination }) => destination))].join(', ')} with its records.`
  },
}

/** Held a minute each (SINK_FAILURE_HOLD_MS), a thousand attempts outlast a night. */
const FEW = 1000

const isFew = (limit: number | null): boolean => limit !== null && limit >= 0 && limit < FEW

const isBounded = (limit: number | null): boolean => limit !== null && limit >= 0

function given(mapping: MappingFacts, config: Config | null): readonly Remark[] {
  const topic = topicOf(mapping)
  const { destination, maximumRetryAttempts, maximumRecordAgeSeconds } = mapping
  if (destination === null) {
    if (isBounded(maximumRetryAttempts) || isBounded(maximumRecordAgeSeconds)) {
      return [
        {
          outcome: 'failed',
          topic,
          found: `its mapping gives up after ${bounds(mapping)} and has no destination: what fails so long is lost.`,
          mend: 'Set an on-failure destination (on-failure=s3), or retries and age without end (maximum-retry-attempts=-1, maximum-record-age-seconds=-1).',
        },
      ]
    }
    return [
      {
        outcome: 'warned',
        topic,
        found:
          'its mapping has no destination: a record that makes an event over 6 MB is dropped without a word.',
        mend: 'Set on-failure=s3, and keep the topic’s max.message.bytes at 4 MB or less.',
      },
    ]
  }
  const remarks: Remark[] = []
  if (!isBounded(maximumRetryAttempts)) {
    remarks.push({
      outcome: 'warned',
      topic,
      found:
        'its mapping retries without end beside a destination, which Lambda takes for 10 retries: an outage sends healthy batches there.',
      mend: 'Set maximum-retry-attempts=10000 (it needs provisioned mode), and bring back what lies there with the redrive function.',
    })
  }
  if (isBounded(maximumRecordAgeSeconds) || isFew(maximumRetryAttempts)) {
    remarks.push({
      outcome: 'warned',
      topic,
      found: `its mapping gives up after ${bounds(mapping)}${lasting(maximumRetryAttempts, config)}: an outage that lasts longer sends healthy batches to the destination.`,
      mend: 'Set maximum-retry-attempts=10000 and maximum-record-age-seconds=-1, so that an outage is waited for.',
    })
  }
  if (/^arn:[^:]+:(?:sqs|sns):/.test(destination)) {
    remarks.push({
      outcome: 'warned',
      topic,
      found: `its destination ${destination} is given offsets, and no records: what lies there can only be read from Kafka again, while it keeps them.`,
      mend: 'Take S3 or a topic of Kafka (parameter on-failure).',
    })
  }
  return remarks
}

function bounds({ maximumRetryAttempts, maximumRecordAgeSeconds }: MappingFacts): string {
  const words = [
    isBounded(maximumRetryAttempts) ? `${maximumRetryAttempts} retries` : null,
    isBounded(maximumRecordAgeSeconds) ? `${maximumRecordAgeSeconds} s` : null,
  ]
  return words.filter((word) => word !== null).join(' or ')
}

const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
] as const

/** How long an outage may last, which takes an attempt as long as it is held. */
function lasting(attempts: number | null, config: Config | null): string {
  const holdMs = config?.failureHoldMs ?? 0
  if (attempts === null || attempts < 1) return ''
  if (holdMs === 0) return config === null ? '' : ', which fail as fast as they can'
  const seconds = Math.floor((attempts * holdMs) / 1000)
  const [unit, of] = UNITS.find(([, length]) => seconds >= 2 * length) ?? ['s', 1]
  return `, held ${holdMs} ms each: ${Math.floor(seconds / of)} ${unit} at least`
}

function halves(mapping: MappingFacts): readonly Remark[] {
  if (!mapping.halvesBatches) return []
  return [
    {
      outcome: 'warned',
      topic: topicOf(mapping),
      found:
        'its mapping halves failed batches: the sink finds bad records by itself, and an outage only makes batches small.',
      mend: 'Set halve-failed-batches=false.',
    },
  ]
}
