import { expect, it } from 'vitest'
import { alarmsOf } from '../../../../../infra/deployment/alarms/alarms.ts'
import { ALARM_METRICS } from '../../../../../infra/local/commands/cost/bill.ts'
import { mskSettings } from '../../../../support/settings.ts'

it('the bill counts the metrics that the alarms of the template watch', () => {
  const alarms = { topicArns: [], email: null, lagRecords: 1, ageSeconds: 1 }
  for (const count of [1, 3, 30]) {
    const topics = Array.from({ length: count }, (_, index) => `topic-${index}`)
    const watched = alarmsOf(mskSettings({ topics, compactDaily: true, alarms }))
      .flatMap(({ steps }) => steps)
      .filter((step) => 'measure' in step)
    expect(ALARM_METRICS.once + ALARM_METRICS.perTopic * count).toBe(watched.length)
  }
})
