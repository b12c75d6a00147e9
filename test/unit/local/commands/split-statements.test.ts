import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitStatements } from '../../../../infra/local/commands/try/split-statements.ts'

test('statements end at semicolons, the last one without', () => {
  expect(splitStatements('CREATE TABLE a (b INT);\nINSERT INTO a VALUES (1)\n')).toEqual([
    'CREATE TABLE a (b INT)',
    'INSERT INTO a VALUES (1)',
  ])
})

test('a semicolon in quotes or in a comment ends nothing', () => {
  const statements = [
    "INSERT INTO a VALUES ('x;y', 'it''s; \\'; ok', \"a;\"\"b;\")",
    'SELECT `a;``b;` -- not; here\nFROM t # nor; here\nWHERE 1 /* nor ; here */ = 1',
    'SELECT 5--1',
  ]
  expect(splitStatements(`${statements.join(';\n')};`)).toEqual(statements)
})

test('empty statements and comments alone are none', () => {
  expect(splitStatements(' ; ;; -- only a comment\n;/* nothing */; # end')).toEqual([])
})

test('any list of quoted texts survives being joined and split', () => {
  const literal = fc
    .string({ unit: fc.constantFrom('a', ';', "'", '\\', '"', '`', '-', '#', '/', '*', '\n', ' ') })
    .map((text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
  fc.assert(
    fc.property(fc.array(literal, { minLength: 1 }), (literals) => {
      const statements = literals.map((one) => `SELECT ${one}`)
      expect(splitStatements(statements.join(';'))).toEqual(statements)
    }),
  )
})
