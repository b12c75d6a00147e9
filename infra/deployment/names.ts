import { createHash } from 'node:crypto'
import type { Settings } from './settings.ts'

/** The functions of a deployment. */
export type FunctionKey = 'sink' | 'ledger' | 'redrive' | 'doctor'

/** As deployed: the sink's is the stack's own name. */
export function functionName({ stackName }: Pick<Settings, 'stackName'>, key: FunctionKey): string {
  return key === 'sink' ? stackName : `${stackName}-${key}`
}

/** The logical ids that osls gives a function and its log group, and the one of its role. */
export function functionIds(key: FunctionKey) {
  const name = `${key[0]?.toUpperCase()}${key.slice(1)}`
  return { lambda: `${name}LambdaFunction`, logGroup: `${name}LogGroup`, role: `${name}Role` }
}

/** Lambda's longest ConsumerGroupId. */
const GROUP_LENGTH = 200

/**
 * The consumer group of a topic's mapping: Lambda wants one for each mapping, and lets it never change. Of a topic whose name
 * makes it too long, a digest stands at the end.
 */
export function consumerGroup(
  { consumerGroupPrefix }: Pick<Settings, 'consumerGroupPrefix'>,
  topic: string,
): string {
  const group = `${consumerGroupPrefix}-${topic}`
  if (group.length <= GROUP_LENGTH) return group
  const tail = `-${digest(group)}`
  return group.slice(0, GROUP_LENGTH - tail.length) + tail
}

/**
 * The logical id of a topic's mapping. Another topic or another group is another mapping: Lambda changes neither of one that
 * exists. Topics that differ in signs only (`a-b`, `a.b`, `ab`) have ids of their own.
 */
export function mappingId(settings: Pick<Settings, 'consumerGroupPrefix'>, topic: string): string {
  const words = topic.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const readable = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
  return `Mapping${readable.slice(0, 100)}${digest(`${topic}\n${consumerGroup(settings, topic)}`)}`
}

/** The logical ids of what a deployment has once. */
export const ids = {
  failedBatches: 'FailedBatchesBucket',
  alarmTopic: 'AlarmTopic',
  dashboard: 'Dashboard',
} as const

/** Eight characters that stand for a text in a name. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
