import { LONG_INVOCATION } from '../alarms/sink-alarms.ts'
import type { Settings } from '../settings.ts'
import type { Threshold } from './body.ts'
import { ALARM_COLOR, graph } from './graph.ts'
import type { Row } from './layout.ts'
import { math, ofFunction, ofSink } from './lines.ts'

/** How long invocations take, and how many run at once. */
export function timing(settings: Settings): Row {
  const { timeoutSeconds, reservedConcurrency } = settings
  const reserved: readonly Threshold[] =
    reservedConcurrency === null
      ? []
      : [{ label: 'reserved', value: reservedConcurrency, color: ALARM_COLOR }]
  return {
    height: 6,
    contents: [
      graph({
        title: 'Duration of an invocation of the sink',
        unit: 's',
        lines: (['p50', 'p99'] as const).flatMap((stat) => [
          ofFunction(settings, 'sink', 'Duration', { id: `${stat}ms`, stat, visible: false }),
          math(`${stat}ms / 1000`, { id: stat, label: stat }),
        ]),
        thresholds: [
          { label: 'timeout', value: timeoutSeconds, color: ALARM_COLOR },
          { label: 'alarm', value: LONG_INVOCATION * timeoutSeconds, color: '#ff9900' },
        ],
      }),
      graph({
        title: 'LOAD DATA and COMMIT, of an invocation',
        unit: 'ms',
        lines: [
          ofSink(settings, null, 'loadMs', { stat: 'p50', label: 'load p50' }),
          ofSink(settings, null, 'loadMs', { stat: 'p99', label: 'load p99' }),
          ofSink(settings, null, 'commitMs', { stat: 'p50', label: 'commit p50' }),
          ofSink(settings, null, 'commitMs', { stat: 'p99', label: 'commit p99' }),
        ],
      }),
      graph({
        title: 'Invocations of the sink at once',
        unit: 'invocations',
        stat: 'Maximum',
        lines: [ofFunction(settings, 'sink', 'ConcurrentExecutions', { label: 'at once' })],
        thresholds: reserved,
      }),
    ],
  }
}
