import { expect, test } from 'vitest'
import { compareKeys } from '../../../../../infra/local/commands/plan/compare-keys.ts'
import { parseTableDefinition } from '../../../../../lib/singlestore/table-definition.ts'

function compare(table: string, wanted: string) {
  const [one, other] = [table, wanted].map(parseTableDefinition)
  if (one == null || other == null) throw new Error('A definition cannot be read.')
  return compareKeys(one, other).map((of) => [of.key, of.table, of.wanted, of.verdict])
}

test('what the server says and the sink does not is the same table', () => {
  const shown =
    'CREATE TABLE `t` (`a` bigint NOT NULL, `b` text, UNIQUE KEY `PRIMARY` (`A`) USING HASH, KEY `b` (`b`) USING HASH, SHARD KEY `__SHARDKEY` (`a`), SORT KEY `__UNORDERED` ())'
  const made = 'CREATE TABLE `t` (`a` BIGINT NOT NULL, `b` TEXT, PRIMARY KEY (`a`), KEY `x` (`b`))'
  expect(compare(shown, made).map(([key, , , verdict]) => [key, verdict])).toEqual([
    ['PRIMARY', 'same'],
    ['SHARD', 'same'],
    ['SORT', 'same'],
    ['KEY', 'same'],
    ['storage', 'same'],
    ['reference', 'same'],
  ])
})

test.each([
  ['SORT KEY (`a` DESC)', 'SORT KEY (`a`)', ['SORT', '(a DESC)', '(a)', 'different']],
  ['SHARD KEY (`a`, `b`)', 'SHARD KEY (`b`, `a`)', ['SHARD', '(a, b)', '(b, a)', 'different']],
  ['UNIQUE KEY (`a`)', 'PRIMARY KEY (`a`)', ['PRIMARY', null, '(a)', 'missing']],
  ['UNIQUE KEY (`a`) UNENFORCED', 'UNIQUE KEY (`a`)', ['UNIQUE', null, '(a)', 'missing']],
  ['KEY (`a`)', 'KEY (`b`)', ['KEY', '(a)', null, 'extra']],
] as const)('%s is not %s', (table, wanted, difference) => {
  const made = (key: string) => `CREATE TABLE \`t\` (\`a\` INT, \`b\` INT, ${key})`
  expect(compare(made(table), made(wanted))).toContainEqual(difference)
})

test('a reference table has no shard key, a rowstore no sort key', () => {
  const made = 'CREATE ROWSTORE REFERENCE TABLE `t` (`a` INT, PRIMARY KEY (`a`))'
  expect(compare(made, made).map(([key]) => key)).toEqual(['PRIMARY', 'storage', 'reference'])
})
