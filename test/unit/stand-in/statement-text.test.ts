import { expect, test } from 'vitest'
import { trimComments } from '../../../infra/local/stand-in/trim-comments.ts'
import { useDatabaseStatement, usedDatabase } from '../../../infra/local/stand-in/used-database.ts'

test.each([
  ['  COMMIT ', 'COMMIT'],
  ['/* sink */ -- why\n# and\n COMMIT', 'COMMIT'],
  ['/* a *//* b */COMMIT', 'COMMIT'],
  ['--\nCOMMIT', 'COMMIT'],
  ['-- only a comment', ''],
  ['--1', '--1'],
  ['/*!40000 COMMIT */', '/*!40000 COMMIT */'],
  ["SELECT '/* in */' -- tail", "SELECT '/* in */' -- tail"],
])('%j without its leading comments is %j', (sql, trimmed) => {
  expect(trimComments(sql)).toBe(trimmed)
})

test.each([
  ['USE orders', 'orders'],
  ['use `or``ders` ;', 'or`ders'],
  ['USE`x`', 'x'],
  ['USING orders SHOW TABLES', null],
  ['USE', null],
  ['UPDATE t SET a = 1', null],
])('%j chooses the database %j', (sql, database) => {
  expect(usedDatabase(sql)).toBe(database)
})

test('any name survives the statement that uses it', () => {
  for (const name of ['a', '`', 'a`b``', 'with space;--']) {
    expect(usedDatabase(useDatabaseStatement(name))).toBe(name)
  }
})
