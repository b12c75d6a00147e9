import { describe, expect, test } from 'vitest'
import { judge, msk } from './given.ts'

const onDemand = { ...msk, polling: 'on-demand', 'alarm-email': 'on-call@example.com' }
const moves =
  'polling=on-demand has no retry settings: with a destination Lambda gives a batch up after 10 retries, healthy ones of an outage included, and keeps it in the bucket; the redrive function brings it back'

describe('polling on demand', () => {
  test('is taken with what serverless.yml says of all others, and warned of', () => {
    const { settings, faults, warnings } = judge({
      ...onDemand,
      'minimum-pollers': null,
      'batch-size': 500,
      'partial-responses': false,
    })
    expect({ faults, warnings, polling: settings.polling }).toEqual({
      faults: [],
      warnings: [moves],
      polling: { mode: 'on-demand' },
    })
  })

  test.each([
    ['minimum-pollers', 1],
    ['maximum-pollers', 10],
    ['poller-group', 'none'],
    ['maximum-retry-attempts', -1],
    ['maximum-record-age-seconds', -1],
    ['halve-failed-batches', false],
    ['mapping-log-level', 'INFO'],
  ])('refuses %s, even where it says the default', (name, value) => {
    expect(judge({ ...onDemand, [name]: value }).faults).toEqual([
      `${name} needs polling=provisioned: Lambda takes it nowhere else`,
    ])
  })
})
