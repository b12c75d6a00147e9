import { expect, test } from 'vitest'
import { sameType } from '../../../../../infra/local/commands/plan/same-type.ts'

const bare = (type: string) => ({ type, collation: null })

test.each([
  ['bigint(20)', 'BIGINT'],
  ['tinyint(1)', 'BOOL'],
  ['int(11) unsigned', 'INT UNSIGNED'],
  ['decimal(20,4)', 'NUMERIC(20, 4)'],
  ['decimal(10,0)', 'DECIMAL'],
  ['decimal(12,0)', 'DECIMAL(12)'],
  ['char(1)', 'CHAR'],
  ['datetime(6)', 'DATETIME(6)'],
  ['double', 'REAL'],
  ["enum('a','b')", "ENUM('a','b')"],
])('%s is %s', (present, wanted) => {
  expect(sameType(bare(present), bare(wanted))).toBe(true)
})

test.each([
  ['int(11)', 'BIGINT'],
  ['bigint(20) unsigned', 'BIGINT'],
  ['decimal(20,3)', 'DECIMAL(20,4)'],
  ['varchar(254)', 'VARCHAR(255)'],
  ['text', 'LONGTEXT'],
  ['datetime', 'DATETIME(6)'],
  ['char(1)', 'CHAR(2)'],
])('%s is not %s', (present, wanted) => {
  expect(sameType(bare(present), bare(wanted))).toBe(false)
})

test('a collation counts where the sink would say one', () => {
  const wanted = { type: 'VARCHAR(255)', collation: 'utf8mb4_bin' }
  const of = (collation: string | null) => ({ type: 'varchar(255)', collation })
  expect(sameType(of('utf8mb4_bin'), wanted)).toBe(true)
  expect(sameType(of('utf8mb4_general_ci'), wanted)).toBe(false)
  expect(sameType(of('utf8mb4_general_ci'), { ...wanted, collation: null })).toBe(true)
})
