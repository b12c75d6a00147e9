import { digest } from '../names.ts'
import type { Settings } from '../settings.ts'
import type { Alarm } from './alarm.ts'

/** CloudWatch's longest name of an alarm. */
const NAME_LENGTH = 255

/** `<stackName>-<key>[-<part>]`; of one that is too long, a digest stands at the end. */
export function alarmName(
  { stackName }: Pick<Settings, 'stackName'>,
  { key, part }: Alarm,
): string {
  const name = [stackName, key, ...(part === null ? [] : [part.name])].join('-')
  if (name.length <= NAME_LENGTH) return name
  const tail = `-${digest(name)}`
  return name.slice(0, NAME_LENGTH - tail.length) + tail
}

/**
 * The logical id of an alarm. It goes by what names the alarm and by nothing else: with another id and the same name
 * CloudFormation would make the new one before it removes the old, and fail.
 */
export function alarmId({ key, part }: Pick<Alarm, 'key' | 'part'>): string {
  return `Alarm${inOneWord(key)}${part?.id ?? ''}`
}

/** The part of a topic's own alarm. */
export function topicPart(topic: string): { readonly id: string; readonly name: string } {
  return { id: `${inOneWord(topic).slice(0, 100)}${digest(topic)}`, name: topic }
}

function inOneWord(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}
