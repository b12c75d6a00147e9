import type { Settings } from '../settings.ts'
import { numbers } from './graph.ts'
import type { Row } from './layout.ts'
import { math, ofSink, total } from './lines.ts'

/** How things stand now, over all topics. */
export function totals(settings: Settings): Row {
  return {
    height: 3,
    contents: [
      numbers({
        title: 'Now (last 5 minutes)',
        lines: [
          ...total(settings, 'lag', 'SumOffsetLag', { stat: 'Maximum', label: 'records waiting' }),
          ofSink(settings, null, 'ageMs', { id: 'age', stat: 'Maximum', visible: false }),
          math('age / 1000', { id: 'oldest', label: 'age of the oldest record, s' }),
          ofSink(settings, null, 'written', { id: 'written', visible: false }),
          math('written / PERIOD(written)', { id: 'rate', label: 'records written / s' }),
          ofSink(settings, null, 'held', { label: 'records held back' }),
          ofSink(settings, null, 'deadLettered', { label: 'dead letters' }),
          ...total(settings, 'dropped', 'DroppedEventCount', { label: 'records dropped' }),
        ],
      }),
    ],
  }
}
