import type { Fragment } from '../cloudformation.ts'
import type { Settings } from '../settings.ts'
import type { Alarm } from './alarm.ts'
import { alarmId } from './alarm-names.ts'
import { alarmResource } from './alarm-resource.ts'
import { alarmTopic, recipients } from './recipients.ts'
import { sinkAlarms } from './sink-alarms.ts'
import { topicAlarms } from './topic-alarms.ts'

/** The alarms of a deployment and the topic that they tell; nothing where it wants none. */
export function alarms(settings: Settings): Fragment {
  if (settings.alarms === null) return {}
  const actions = recipients(settings.alarms)
  return {
    Resources: {
      ...alarmTopic(settings.alarms).Resources,
      ...Object.fromEntries(
        alarmsOf(settings).map((alarm) => [
          alarmId(alarm),
          alarmResource(settings, alarm, actions),
        ]),
      ),
    },
  }
}

/** The alarms that a deployment has, those of the sink first. */
export function alarmsOf(settings: Settings): readonly Alarm[] {
  if (settings.alarms === null) return []
  return [...sinkAlarms(settings), ...topicAlarms(settings, settings.alarms)]
}
