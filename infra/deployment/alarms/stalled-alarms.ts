import type { Settings } from '../settings.ts'
import type { Alarm, Step } from './alarm.ts'
import { ofMapping } from './measures.ts'
import { steadily } from './patience.ts'
import { filled, topicGroups } from './topic-groups.ts'

/**
 * Of a topic with nothing new: producers with transactions end each with a marker that is no record, and where it is the last
 * entry of a partition the lag never falls to 0.
 */
const IDLE_LAG = 10

/**
 * Records wait and no offset is committed: what neither lag tells (it may be small) nor age (nothing is invoked, so nothing is
 * measured). Where a period has no commits the metric may be 0 or missing altogether, and a series without any value may be
 * filled or not; the zeros that the lag lends hold in all of these cases. No lag is told of a disabled mapping: it is not stalled.
 */
export function stalledAlarms(settings: Settings): readonly Alarm[] {
  return topicGroups(settings.topics, 2).map(({ topics, part, said }) => {
    const steps = topics.flatMap((topic, index) => stalled(settings, topic, index))
    const ids = topics.map((_, index) => filled(topics, `stalled${index}`)).join(', ')
    return {
      key: 'stalled',
      part,
      says: `More than ${IDLE_LAG} records of ${said} wait, and for 15 minutes no offset has been committed`,
      steps: [...steps, { id: 'watched', label: 'stalled', expression: `MAX([${ids}])` }],
      threshold: 0,
      patience: steadily,
      silence: 'well',
    }
  })
}

function stalled(settings: Settings, topic: string, index: number): readonly Step[] {
  const lag = `lag${index}`
  const committed = `committed${index}`
  return [
    {
      id: lag,
      label: `lag of ${topic}`,
      measure: ofMapping(settings, topic, 'MaxOffsetLag', 'Maximum'),
    },
    {
      id: committed,
      label: `committed of ${topic}`,
      measure: ofMapping(settings, topic, 'CommittedEventCount'),
    },
    {
      id: `stalled${index}`,
      label: topic,
      expression: `IF(${lag} > ${IDLE_LAG} AND MAX([${lag} * 0, FILL(${committed}, 0)]) == 0, 1, 0)`,
    },
  ]
}
