import { topicPart } from './alarm-names.ts'

/** Topics that share each of their alarms. */
export interface TopicGroup {
  readonly topics: readonly string[]
  readonly part: { readonly id: string; readonly name: string }
  /** Of which records an alarm tells: `topic orders`. */
  readonly said: string
}

/** Each topic has alarms of its own up to here, but for those that it always has: a template holds 500 resources. */
const MOST_OWN = 30

/**
 * Brings topics together where they are too many for alarms of their own. Metric math takes ten metrics, so an alarm that
 * looks at two of each topic has groups of half the size.
 */
export function topicGroups(
  topics: readonly string[],
  metricsPerTopic: number,
): readonly TopicGroup[] {
  if (topics.length <= MOST_OWN) return topicsAlone(topics)
  const size = Math.floor(10 / metricsPerTopic)
  return Array.from({ length: Math.ceil(topics.length / size) }, (_, index) =>
    group(topics, index * size, Math.min((index + 1) * size, topics.length)),
  )
}

/** Each topic by itself. */
export function topicsAlone(topics: readonly string[]): readonly TopicGroup[] {
  return topics.map((topic) => ({
    topics: [topic],
    part: topicPart(topic),
    said: `topic ${topic}`,
  }))
}

/** A step as a group of several takes it in: what has no data must not leave the others without a value. */
export function filled(group: readonly unknown[], id: string): string {
  return group.length === 1 ? id : `FILL(${id}, 0)`
}

function group(all: readonly string[], from: number, to: number): TopicGroup {
  const topics = all.slice(from, to)
  const listed = topics.join(', ')
  // A description holds 1024 characters.
  const which = listed.length <= 700 ? listed : `numbers ${from + 1} to ${to} of the deployment`
  return {
    topics,
    part: { id: `Topics${from + 1}To${to}`, name: `topics-${from + 1}-${to}` },
    said: `one of the topics ${which}`,
  }
}
