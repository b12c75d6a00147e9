import type { AlarmSettings } from '../settings.ts'
import type { Reading } from './reading.ts'

/** Reads whom alarms tell, and from where on; null where there are none. */
export function readAlarms(reading: Reading): AlarmSettings | null {
  if (!reading.flag('alarms')) {
    reading.refuse(
      ['alarm-email', 'alarm-topic-arns', 'alarm-lag-records', 'alarm-age-seconds'],
      'is for alarms=true',
    )
    return null
  }
  return {
    topicArns: reading.list('alarm-topic-arns'),
    email: reading.text('alarm-email'),
    lagRecords: reading.number('alarm-lag-records'),
    ageSeconds: reading.number('alarm-age-seconds'),
  }
}
