import { expect, test } from 'vitest'
import { ledgerOffWarning } from '../../../lib/sink/ledger-off-warning.ts'
import { givenConfig } from '../config/given-config.ts'

const warning = (environment: Readonly<Record<string, string>>) =>
  ledgerOffWarning(givenConfig({ ...environment, SINK_METADATA_ALLOW: 'false' }))

const PRIMARY = { SINK_TABLE_KEYS: 'PRIMARY=id' }

test('without the ledger a unique key refuses what is delivered again', () => {
  expect(warning(PRIMARY)).toContain('refused as a duplicate')
  expect(warning({ SINK_TABLE_OPTIONS: '{"t":{"keys":"UNIQUE=id"}}' })).toContain('refused')
})

test('with upsert, or without such a key, nothing is refused', () => {
  for (const environment of [{ ...PRIMARY, SINK_UPSERT: 'true' }, { SINK_TABLE_KEYS: 'KEY=id' }]) {
    expect(warning(environment)).toMatch(/at least once\.$/)
  }
})
