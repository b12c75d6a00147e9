import { expect, test } from 'vitest'
import { readConfig } from '../../../lib/config.ts'
import { needsOf } from '../../../lib/doctor/scratch/needs.ts'
import { routedTables } from '../../../lib/doctor/tables/routed-tables.ts'

const configOf = (environment: Readonly<Record<string, string>>) =>
  readConfig({
    SINGLESTORE_ENDPOINT: 'db',
    SINGLESTORE_DATABASE: 'shop',
    SINK_NAME: 'test',
    ...environment,
  })

const least = { SINK_AUTO_CREATE: 'false', SINK_METADATA_ALLOW: 'false' }
const none = { create: false, update: false, delete: false, alter: false, temporary: false }

test.each([
  [{}, {}],
  [{ SINK_AUTO_CREATE: 'true' }, { create: true }],
  [{ SINK_METADATA_ALLOW: 'true' }, { update: true }],
  [{ SINK_UPSERT: 'true' }, { delete: true }],
  [{ SINK_ERRORS_TOLERANCE: 'all' }, { create: true, delete: true }],
  [{ SINK_SCHEMA_EVOLUTION: 'add' }, { alter: true }],
  [{ SINK_FILTER: 'id > 1' }, {}],
  [
    { SINK_FILTER: 'id > 1', SINK_UPSERT: 'true' },
    { delete: true, temporary: true },
  ],
])('%j needs %j', (environment, needs) => {
  expect(needsOf(configOf({ ...least, ...environment }), false)).toEqual({ ...none, ...needs })
})

test('a ledger that is missing has to be created', () => {
  expect(needsOf(configOf(least), true).create).toBe(true)
})

test('records go to the tables of their topics, or to those that a field picks', () => {
  const byTopic = configOf({ SINK_TABLE_NAMES: 'a=one; b=two' }).route
  expect(routedTables(byTopic, ['a', 'c'])).toEqual(['one', 'c', 'two'])
  const byField = configOf({
    SINK_RECORD_TO_TABLE_FIELD: 'kind',
    SINK_RECORD_TO_TABLE: 'x=one; y=two; z=one',
  }).route
  expect(routedTables(byField, ['a'])).toEqual(['one', 'two'])
})
