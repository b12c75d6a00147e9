import type { Settings } from '../settings.ts'
import { graph } from './graph.ts'
import type { Row } from './layout.ts'
import { math, ofRedrive, ofSink, perTopic } from './lines.ts'

/** What comes in and what is written. */
export function throughput(settings: Settings): Row {
  return {
    height: 6,
    contents: [
      graph({
        title: 'Records delivered, written, repeated',
        unit: 'records / s',
        lines: [
          ...(['delivered', 'written', 'repeated'] as const).flatMap((metric) => [
            ofSink(settings, null, metric, { id: metric, visible: false }),
            math(`${metric} / PERIOD(${metric})`, { id: `${metric}Rate`, label: metric }),
          ]),
          ofRedrive(settings, 'written', { id: 'redriven', visible: false }),
          math('redriven / PERIOD(redriven)', { id: 'redrivenRate', label: 'redriven' }),
        ],
      }),
      graph({
        title: 'Records written, by topic',
        unit: 'records / s',
        lines: perTopic(
          settings,
          (topic, shown) => ofSink(settings, topic, 'written', shown),
          'METRICS() / PERIOD(t0)',
        ),
      }),
      graph({
        title: 'Sent to LOAD DATA',
        unit: 'bytes / s',
        lines: [
          ofSink(settings, null, 'loadedBytes', { id: 'bytes', visible: false }),
          math('bytes / PERIOD(bytes)', { id: 'byteRate', label: 'loaded' }),
        ],
      }),
    ],
  }
}
