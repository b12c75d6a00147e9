import { describe, expect, test } from 'vitest'
import type { Given } from '../../../../infra/deployment/parameters/reading.ts'
import { judge, msk } from './given.ts'

const heard = { ...msk, 'alarm-email': 'on-call@example.com' }
const warningsOf = (change: Given) => {
  const { warnings, faults } = judge({ ...heard, ...change })
  expect(faults).toEqual([])
  return warnings
}

const bucket = 'arn:aws:s3:::mine'
const late =
  'redrive-on-arrival=true with upserts or deletes and without SINK_VERSION_COLUMN: a batch that comes late writes over newer rows; name a version column, or redrive by hand'
const upsert = { SINK_UPSERT: true, SINK_TABLE_KEYS: 'PRIMARY=id' }

describe('who deploys is warned that', () => {
  test.each<[string, Given, string]>([
    [
      'records can be missed',
      { 'starting-position': 'LATEST' },
      'starting-position=LATEST: what arrives while a mapping comes up can be missed; TRIM_HORIZON misses nothing',
    ],
    [
      'another bucket has to tell EventBridge',
      { 'on-failure': bucket, 'redrive-on-arrival': true },
      `redrive-on-arrival=true with on-failure=${bucket}: batches are redriven only where that bucket is of this account and region, and sends its events to EventBridge`,
    ],
    ['late batches write over newer rows', { ...upsert, 'redrive-on-arrival': true }, late],
    [
      'late batches write over newer rows, as the connector’s properties say',
      {
        SINK_PROPERTIES: 'singlestore.upsert=true\ntableKey.PRIMARY=id\n',
        'redrive-on-arrival': true,
      },
      late,
    ],
    [
      'pollers are throttled',
      { topics: 'a,b', 'minimum-pollers': 2, 'reserved-concurrency': 3 },
      'reserved-concurrency=3 is less than the 4 pollers of all topics: where all of them have records, Lambda throttles the sink',
    ],
    [
      'the time ends before a connection does',
      { 'timeout-seconds': 10 },
      'timeout-seconds=10 ends before a connection gives up (SINGLESTORE_CONNECT_TIMEOUT_MS=10000): the sink would be killed before it can say that the database is out of reach',
    ],
    [
      'the time ends before a connection does that is given longer',
      { SINGLESTORE_CONNECT_TIMEOUT_MS: 300_000 },
      'timeout-seconds=300 ends before a connection gives up (SINGLESTORE_CONNECT_TIMEOUT_MS=300000): the sink would be killed before it can say that the database is out of reach',
    ],
    [
      'nobody hears of alarms',
      { 'alarm-email': null },
      'alarms tell nobody: give alarm-email or alarm-topic-arns; the dashboard alone shows them, and alarms=false makes none',
    ],
  ])('%s', (_, change, warning) => {
    expect(warningsOf(change)).toEqual([warning])
  })

  test('topics on demand are throttled, as well as that batches move', () => {
    const change = { polling: 'on-demand', topics: 'a,b', 'reserved-concurrency': 1 }
    expect(warningsOf(change)).toContain(
      'reserved-concurrency=1 is less than the 2 pollers of all topics: where all of them have records, Lambda throttles the sink',
    )
  })
})

describe('nothing is warned of where', () => {
  test.each<[string, Given]>([
    ['all is usual', {}],
    ['batches that come late bring new rows only', { 'redrive-on-arrival': true }],
    [
      'a version says which row is newer',
      { ...upsert, SINK_VERSION_COLUMN: 'v', 'redrive-on-arrival': true },
    ],
    ['another bucket is redriven by hand', { 'on-failure': bucket }],
    ['there is one invocation for each poller', { topics: 'a,b', 'reserved-concurrency': 2 }],
    ['a connection gives up in time', { 'timeout-seconds': 11 }],
    ['there are no alarms', { alarms: false, 'alarm-email': null }],
    [
      'alarms go to a topic',
      { 'alarm-email': null, 'alarm-topic-arns': 'arn:aws:sns:eu-central-1:123456789012:on-call' },
    ],
  ])('%s', (_, change) => {
    expect(warningsOf(change)).toEqual([])
  })
})
