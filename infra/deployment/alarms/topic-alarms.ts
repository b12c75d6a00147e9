import type { AlarmSettings, Settings } from '../settings.ts'
import type { Alarm, AlarmKey, Measure, Patience, Step } from './alarm.ts'
import { ofMapping, ofSink } from './measures.ts'
import { attempts, once, steadily } from './patience.ts'
import { stalledAlarms } from './stalled-alarms.ts'
import { filled, topicGroups, topicsAlone } from './topic-groups.ts'

/** Alarms that are there for each topic. */
export function topicAlarms(
  settings: Settings,
  { lagRecords, ageSeconds }: AlarmSettings,
): readonly Alarm[] {
  const { onFailure, mappingEnabled, timeoutSeconds } = settings
  const ofMappings = (metric: string, statistic?: Measure['statistic']) => (topic: string) =>
    ofMapping(settings, topic, metric, statistic)
  const failing = attempts(timeoutSeconds)
  return [
    ...each(settings, {
      key: 'lag',
      says: (of) => `More than ${lagRecords} records of a partition wait, in ${of}, for 15 minutes`,
      measure: ofMappings('MaxOffsetLag', 'Maximum'),
      threshold: lagRecords,
      patience: steadily,
      silence: mappingEnabled ? 'unknown' : 'well',
      alone: true,
    }),
    ...stalledAlarms(settings),
    ...each(settings, {
      key: 'age',
      says: (of) =>
        `Records of ${of} are written, or tried, over ${ageSeconds} s after their own timestamps`,
      measure: (topic) => ofSink(settings, topic, 'ageMs', 'Maximum'),
      threshold: ageSeconds * 1000,
      patience: failing,
    }),
    ...each(settings, {
      key: 'held',
      says: (of) =>
        `Records of ${of} failed in three periods of 5 minutes and wait for another delivery`,
      measure: (topic) => ofSink(settings, topic, 'held'),
      patience: failing,
    }),
    ...each(settings, {
      key: 'dropped',
      says: (of) => `Lambda gave up records of ${of} for good`,
      measure: ofMappings('DroppedEventCount'),
      patience: once,
    }),
    ...(onFailure.kind === 'none' ? [] : destinationAlarms(settings, ofMappings)),
    ...each(settings, {
      key: 'polling',
      says: (of) => `Lambda has not been able to read ${of} for 15 minutes`,
      measure: ofMappings('PollingErrorCount'),
      patience: steadily,
    }),
    ...each(settings, {
      key: 'committing',
      says: (of) => `Lambda has not been able to commit offsets of ${of} for 15 minutes`,
      measure: ofMappings('CommitErrorCount'),
      patience: steadily,
    }),
  ]
}

function destinationAlarms(
  settings: Settings,
  ofMappings: (metric: string) => (topic: string) => Measure,
): readonly Alarm[] {
  return [
    ...each(settings, {
      key: 'on-failure',
      says: (of) => `Lambda gave up records of ${of} and put them into the on-failure destination`,
      measure: ofMappings('OnFailureDestinationDeliveredEventCount'),
      patience: once,
    }),
    ...each(settings, {
      key: 'destination',
      says: (of) => `Lambda could not put records of ${of} into the on-failure destination`,
      measure: ofMappings('OnFailureDestinationDeliveryErrorCount'),
      patience: once,
    }),
  ]
}

interface Kind {
  readonly key: AlarmKey
  readonly says: (of: string) => string
  readonly measure: (topic: string) => Measure
  readonly threshold?: number
  readonly patience: Patience
  readonly silence?: Alarm['silence']
  /** Each topic has its own, however many they are: beside others nobody sees that one has no data. */
  readonly alone?: boolean
}

/** One alarm of a kind for each group of topics; in a group the largest number counts, and no data is none. */
function each(
  { topics }: Settings,
  { key, says, measure, threshold = 0, patience, silence = 'well', alone = false }: Kind,
): readonly Alarm[] {
  const groups = alone ? topicsAlone(topics) : topicGroups(topics, 1)
  return groups.map(({ topics: members, part, said }) => {
    const measured = members.map(
      (topic, index): Step => ({ id: `m${index}`, label: topic, measure: measure(topic) }),
    )
    return { key, part, says: says(said), steps: largest(measured), threshold, patience, silence }
  })
}

/** The largest of some steps, as a last step; of a single one, the step itself. */
function largest(steps: readonly Step[]): Alarm['steps'] {
  const [first, second] = steps
  if (first !== undefined && second === undefined) return [first]
  const ids = steps.map(({ id }) => filled(steps, id)).join(', ')
  return [...steps, { id: 'largest', label: 'largest', expression: `MAX([${ids}])` }]
}
