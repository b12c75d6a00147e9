import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteName, quoteString } from '../../../../infra/local/stand-in/sql/quote.ts'
import { tokenize } from '../../../../infra/local/stand-in/sql/tokenize.ts'
import { connect } from './client.ts'

const WORDS =
  `SELECT INSERT INTO VALUES UPDATE SET DELETE FROM WHERE CREATE TABLE ALTER ADD COLUMN KEY PRIMARY UNIQUE
  SHARD SORT INT TEXT JSON DEFAULT NULL NOT IN LIKE BETWEEN AND OR CASE WHEN THEN END LOAD DATA LOCAL INFILE SHOW TABLES
  COLUMNS DESC BEGIN COMMIT ROLLBACK TO SAVEPOINT USE USING KILL QUERY JOIN ON ORDER BY LIMIT GROUP UNION WITH AS DROP
  information_schema t a 1 'x' \`n\` @v @@autocommit COUNT NOW TRIM CAST ( ) ( ) , . ; = + - * :> <- CHANGE MODIFY RENAME`
    .trim()
    .split(/\s+/)

const soup = fc
  .tuple(
    fc.constantFrom(...WORDS.slice(0, 60)),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }),
  )
  .map(([first, rest]) => [first, ...rest].join(' '))

test('any sequence of words gets an answer', () => {
  const client = connect()
  client.forward('CREATE TABLE t (a INT PRIMARY KEY, n TEXT)')
  fc.assert(
    fc.property(soup, (sql) => {
      expect(client.run(sql).kind).toMatch(/^(forward|forward-all|rows|ok|refuse|load|kill)$/)
    }),
    { numRuns: 3000 },
  )
})

test('any text gets an answer', () => {
  const client = connect()
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'SELECT ', 'SET ', 'CREATE TABLE t (a '),
      (text, start) => {
        expect(client.run(start + text)).toHaveProperty('kind')
      },
    ),
  )
})

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })

test('whatever names and values a statement carries, MariaDB is told the same and nothing else', () => {
  fc.assert(
    fc.property(name, name, fc.string({ unit: 'binary' }), (table, column, value) => {
      const { sql, mapName } = connect().forward(
        `INSERT INTO ${quoteName(table)} (${quoteName(column)}) VALUES (${quoteString(value)})`,
      )
      const restore = mapName ?? ((text: string) => text)
      const tokens = tokenize(sql)
      expect(
        tokens.filter(({ kind }) => kind === 'name').map((token) => restore(token.value)),
      ).toEqual([table, column])
      expect(tokens.filter(({ kind }) => kind === 'string').map((token) => token.value)).toEqual([
        value,
      ])
      expect(tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text)).toEqual([
        'INSERT',
        'INTO',
        'VALUES',
      ])
    }),
  )
})

test('whatever names and texts a table carries, SHOW CREATE TABLE makes the same table again', () => {
  fc.assert(
    fc.property(name, name, fc.string({ unit: 'binary' }), (table, column, text) => {
      const client = connect()
      const quoted = quoteString(text)
      const first = client.forward(
        `CREATE TABLE ${quoteName(table)} (${quoteName(column)} VARCHAR(99) DEFAULT ${quoted} COMMENT ${quoted}, KEY ${quoteName(column)} (${quoteName(column)}))`,
      )
      const shown = client.showCreate(quoteName(table))
      const again = connect()
      expect(again.forward(shown).sql).toBe(first.sql)
      expect(again.showCreate(quoteName(table))).toBe(shown)
    }),
  )
})

test('a second statement is never passed on, whatever the first is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'SELECT 1',
        'BEGIN',
        'DROP TABLE t',
        'SET NAMES utf8',
        'INSERT INTO t VALUES (1)',
        'SHOW TABLES',
      ),
      (sql) => {
        expect(connect().refusal(`${sql}; DROP TABLE u`).errno).toBe(1064)
      },
    ),
  )
})
