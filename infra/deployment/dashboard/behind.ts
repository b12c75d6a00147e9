import type { Settings } from '../settings.ts'
import type { Threshold } from './body.ts'
import { ALARM_COLOR, graph } from './graph.ts'
import type { Row } from './layout.ts'
import { ofMapping, ofSink, perTopic, total } from './lines.ts'

/** How far behind the topics the tables are. */
export function behind(settings: Settings): Row {
  const { alarms } = settings
  return {
    height: 6,
    contents: [
      graph({
        title: 'Lag of the partition that is furthest behind',
        unit: 'records',
        stat: 'Maximum',
        lines: perTopic(settings, (topic, shown) =>
          ofMapping(settings, topic, 'MaxOffsetLag', shown),
        ),
        thresholds: alarms === null ? [] : [alarmAt(alarms.lagRecords)],
      }),
      graph({
        title: 'Lag of all partitions',
        unit: 'records',
        lines: total(settings, 'lag', 'SumOffsetLag', { stat: 'Maximum', label: 'all topics' }),
      }),
      graph({
        title: 'Age of the oldest record of a batch',
        unit: 's',
        stat: 'Maximum',
        lines: perTopic(
          settings,
          (topic, shown) => ofSink(settings, topic, 'ageMs', shown),
          'METRICS() / 1000',
        ),
        thresholds: alarms === null ? [] : [alarmAt(alarms.ageSeconds)],
      }),
    ],
  }
}

function alarmAt(value: number): Threshold {
  return { label: 'alarm', value, color: ALARM_COLOR }
}
