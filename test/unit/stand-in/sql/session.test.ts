import { expect, test } from 'vitest'
import { sessionSetup } from '../../../../infra/local/stand-in/sql/sql-rules.ts'
import { connect } from './client.ts'

test('every session starts strict, in READ COMMITTED, with short lock waits', () => {
  expect(sessionSetup).toEqual([
    'SET NAMES utf8mb4 COLLATE utf8mb4_general_ci',
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'",
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    'SET SESSION innodb_lock_wait_timeout = 2, SESSION lock_wait_timeout = 2',
    'SET SESSION innodb_strict_mode = OFF',
    'SET SESSION auto_increment_increment = 3',
  ])
})

test.each([
  [
    'SET lock_wait_timeout = 5',
    'SET SESSION innodb_lock_wait_timeout = LEAST(5, 2), SESSION lock_wait_timeout = LEAST(5, 2)',
  ],
  [
    'SET GLOBAL lock_wait_timeout = 5',
    'SET GLOBAL innodb_lock_wait_timeout = LEAST(5, 2), GLOBAL lock_wait_timeout = LEAST(5, 2)',
  ],
  [
    'SET @@session.sql_select_limit = 18446744073709551615',
    'SET SESSION sql_select_limit = 18446744073709551615',
  ],
  ['SET autocommit=0', 'SET SESSION autocommit = 0'],
  ["SET time_zone = '+00:00'", "SET SESSION time_zone = '+00:00'"],
  ['SET NAMES utf8', 'SET NAMES utf8mb4 COLLATE utf8mb4_general_ci'],
  ["SET NAMES 'utf8mb4' COLLATE 'utf8mb4_bin'", 'SET NAMES utf8mb4 COLLATE utf8mb4_bin'],
  ['SET character_set_results = utf8', 'SET SESSION character_set_results = utf8mb4'],
  [
    "SET sql_select_limit=1, compile_only=false, sql_mode='STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY'",
    "SET SESSION sql_select_limit = 1, SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'",
  ],
])('%s becomes %s', (sql, expected) => {
  expect(connect().forward(sql).sql).toBe(expected)
})

test('strictness cannot be switched off', () => {
  expect(connect().forward("SET sql_mode = ''").sql).toContain('STRICT_ALL_TABLES')
})

test.each([
  'SET multi_statement_xact_idle_timeout = 20',
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET tx_isolation = 'READ-COMMITTED'",
  'SET compile_only = OFF',
])('%s is accepted without asking MariaDB', (sql) => {
  expect(connect().run(sql)).toEqual({ kind: 'ok' })
})

test('a variable that only SingleStore has is remembered for its connection, or globally', () => {
  const client = connect()
  const shown = (connectionId: number) =>
    client.forward('SELECT @@multi_statement_xact_idle_timeout AS x', { connectionId }).sql
  client.run('SET multi_statement_xact_idle_timeout = 20')
  expect(shown(7)).toBe('SELECT 20 AS x')
  expect(shown(8)).toBe('SELECT 3600 AS x')
  client.run('SET GLOBAL multi_statement_xact_idle_timeout = 30')
  expect(shown(8)).toBe('SELECT 30 AS x')
  expect(shown(7)).toBe('SELECT 20 AS x')
})

test('DEFAULT takes a remembered value back', () => {
  const client = connect()
  client.run('SET multi_statement_xact_idle_timeout = 20')
  client.run('SET multi_statement_xact_idle_timeout = DEFAULT')
  expect(client.forward('SELECT @@multi_statement_xact_idle_timeout AS x').sql).toBe(
    'SELECT 3600 AS x',
  )
  expect(client.forward('SET sql_mode = DEFAULT').sql).toContain("'STRICT_ALL_TABLES,")
})

test.each(['BEGIN', 'BEGIN WORK', 'START TRANSACTION', 'COMMIT', 'COMMIT WORK', 'ROLLBACK'])(
  '%s is passed on',
  (sql) => {
    expect(connect().forward(sql)).toEqual({ kind: 'forward', sql })
  },
)

test.each(['SAVEPOINT a', 'ROLLBACK TO a', 'ROLLBACK TO SAVEPOINT a', 'RELEASE SAVEPOINT a'])(
  '%s is accepted with a warning and saves nothing',
  (sql) => {
    expect(connect().run(sql)).toEqual({
      kind: 'ok',
      warnings: ["Feature 'SAVEPOINT' is not supported by SingleStore"],
    })
  },
)

test.each([
  ['KILL 5', 'connection'],
  ['KILL CONNECTION 5', 'connection'],
  ['KILL QUERY 5', 'query'],
  ['KILL QUERY 5 2', 'query'],
])('%s ends the %s', (sql, scope) => {
  expect(connect({ aggregatorId: 2 }).run(sql)).toEqual({ kind: 'kill', scope, connectionId: 5 })
})

test('KILL of a connection on another aggregator is refused', () => {
  expect(connect().refusal('KILL QUERY 5 2').errno).toBe(1094)
})

test('USE is passed on', () => {
  expect(connect().forward('USE `a``b`').sql).toBe('USE `a``b`')
})
