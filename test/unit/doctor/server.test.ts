import { expect, test } from 'vitest'
import { judgeDefaults } from '../../../lib/doctor/server/defaults-examination.ts'
import { judgeDurability } from '../../../lib/doctor/server/durability-examination.ts'
import { judgeLocalInfile } from '../../../lib/doctor/server/local-infile-examination.ts'
import { judgeStrictness } from '../../../lib/doctor/server/strictness-examination.ts'
import { judgeTimeouts } from '../../../lib/doctor/server/timeouts-examination.ts'
import { judgeVersion } from '../../../lib/doctor/server/version-examination.ts'

test.each([
  ['9.0.23', 'passed', /^SingleStore 9\.0\.23/],
  ['8.1.5', 'passed', /at most 64 characters/],
  ['7.8.1', 'warned', /cut without a word/],
  ['10.0.0', 'passed', /^SingleStore 10/],
  ['none of the known', 'passed', /none of the known/],
  [null, 'failed', /no SingleStore/],
])('the version %s', (version, outcome, found) => {
  expect(judgeVersion(version, '5.7.32')).toMatchObject({
    outcome,
    found: expect.stringMatching(found),
  })
})

test.each([
  ['1', 'passed'],
  ['ON', 'passed'],
  ['0', 'failed'],
  ['OFF', 'failed'],
  [null, 'skipped'],
])('local_infile %s', (value, outcome) => {
  expect(judgeLocalInfile(value).outcome).toBe(outcome)
})

test.each([
  ['as asked', ['10', '60'], ['60', '3600'], 300, 'passed'],
  ['no session value taken', ['60', '60'], ['60', '60'], 300, 'warned'],
  ['an idle transaction that is kept', ['10', '3600'], ['60', '3600'], 300, 'warned'],
  ['locks waited for as long as the function lives', ['10', '60'], ['300', '60'], 300, 'warned'],
  ['a function that is not known', ['10', '60'], ['300', '60'], null, 'passed'],
  ['no variable', [null, null], [null, null], 300, 'skipped'],
  ['one variable', ['10', null], ['60', null], 300, 'passed'],
] as const)('timeouts: %s', (_, session, global, functionSeconds, outcome) => {
  const timeouts = {
    lockWait: { session: session[0], global: global[0] },
    idle: { session: session[1], global: global[1] },
  }
  expect(judgeTimeouts(timeouts, functionSeconds).outcome).toBe(outcome)
})

test.each([
  ['8.0', 'STRICT_ALL_TABLES', 'passed'],
  ['10.0', 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY', 'passed'],
  ['7.5', 'STRICT_ALL_TABLES', 'warned'],
  ['8.0', '', 'warned'],
  [null, 'STRICT_ALL_TABLES', 'passed'],
  [null, null, 'skipped'],
])('data conversion of level %s under sql_mode %s', (level, mode, outcome) => {
  expect(judgeStrictness(level, mode).outcome).toBe(outcome)
})

const usual = {
  connectionCharset: 'utf8mb4',
  charset: 'utf8',
  collation: 'utf8_general_ci',
  packetBytes: '104857600',
  tableType: 'columnstore',
}

test.each([
  ['the usual', {}, 'passed'],
  ['a connection that loses characters', { connectionCharset: 'latin1' }, 'warned'],
  ['tables in memory', { tableType: 'ROWSTORE' }, 'warned'],
  ['small packets', { packetBytes: '65536' }, 'warned'],
  ['nothing known', { connectionCharset: null, tableType: null, packetBytes: null }, 'passed'],
])('defaults: %s', (_, other, outcome) => {
  expect(judgeDefaults({ ...usual, ...other }).outcome).toBe(outcome)
})

test.each([
  ['both', { IS_SYNC: '1', IS_SYNC_DURABILITY: '1' }, 'passed'],
  ['asynchronous replication', { IS_SYNC: '0', IS_SYNC_DURABILITY: '1' }, 'warned'],
  ['asynchronous durability', { IS_SYNC: '1', IS_SYNC_DURABILITY: '0' }, 'warned'],
  ['of the reference database alone', { IS_SYNC: '1', REFERENCE_IS_SYNC_DURABLE: '0' }, 'passed'],
  ['no such column', { DATABASE_NAME: 'shop' }, 'skipped'],
  ['no such database', undefined, 'skipped'],
])('durability: %s', (_, row, outcome) => {
  expect(judgeDurability(row).outcome).toBe(outcome)
})
