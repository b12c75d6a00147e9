import { expect, test } from 'vitest'
import { warningsOf } from '../../../../infra/local/commands/warnings-of.ts'

test('warnings come in the order of the log, whatever stands between them', () => {
  const log = [
    'plain text',
    '{"level":"warn","message":"first"}',
    '{"level":"info","message":"nothing"}',
    '{"broken',
    '{"level":"warn","message":"second","table":"t"}',
    '{"level":"warn"}',
    '["warn"]',
  ]
  expect(warningsOf({ log })).toEqual(['first', 'second'])
})
