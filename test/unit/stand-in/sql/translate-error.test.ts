import { expect, test } from 'vitest'
import { connect } from './client.ts'

const LEAF = 'Leaf Error (127.0.0.1:3307): '

function translated(errno: number, message: string, client = connect()) {
  return client.rules.translateError({ errno, sqlState: '23000', message }, 'INSERT')
}

test.each([
  [1048, "Column 'a' cannot be null", "Column 'a' cannot be null"],
  [1062, "Duplicate entry '1' for key 'PRIMARY'", "Duplicate entry '1' for key 'PRIMARY'"],
  [1062, "Duplicate entry '1' for key 's2_primary'", "Duplicate entry '1' for key 'PRIMARY'"],
  [
    1264,
    "Out of range value for column 'a' at row 1",
    "Out of range value for column 'a' at row 1",
  ],
  [1265, "Data truncated for column 'a' at row 1", "Data truncated for column 'a' at row 1"],
  [
    1292,
    "Incorrect date value: 'x' for column `d`.`t`.`a` at row 1",
    "Incorrect date value: 'x' for column 'a' at row 1",
  ],
  [
    1366,
    "Incorrect integer value: 'x' for column `d`.`t`.`a` at row 3",
    "Incorrect integer value: 'x' for column 'a' at row 3",
  ],
  [1406, "Data too long for column 'a' at row 1", "Data too long for column 'a' at row 1"],
])('error %i about a row comes from a leaf: %s', (errno, message, expected) => {
  expect(translated(errno, message)).toEqual({
    errno,
    sqlState: '23000',
    message: `${LEAF}${expected}`,
  })
})

test("a NULL that MariaDB's LOAD DATA makes the default has the error of any other NULL", () => {
  const message = "Column set to default value; NULL supplied to NOT NULL column 'a''b' at row 12"
  expect(translated(1263, message)).toEqual({
    errno: 1048,
    sqlState: '23000',
    message: `${LEAF}Column 'a''b' cannot be null`,
  })
})

test.each([
  [1050, "Table 't' already exists"],
  [1146, "Table 'shop.t' doesn't exist"],
  [1205, 'Lock wait timeout exceeded; try restarting transaction'],
])('error %i comes from the aggregator', (errno, message) => {
  expect(translated(errno, message).message).toBe(message)
})

test.each([
  ["Unknown column 'a' in 'SELECT'", "Unknown column 'a' in 'field list'"],
  ["Unknown column 't.a' in 'INSERT INTO'", "Unknown column 't.a' in 'field list'"],
  ["Unknown column 'a' in 'WHERE'", "Unknown column 'a' in 'where clause'"],
  ["Column 'a' in 'ORDER BY' is ambiguous", "Column 'a' in 'order clause' is ambiguous"],
])('%s is worded as MySQL does', (message, expected) => {
  expect(translated(1054, message).message).toBe(expected)
})

test("MariaDB's name is kept out of syntax errors", () => {
  expect(
    translated(
      1064,
      'check the manual that corresponds to your MariaDB server version for the right',
    ).message,
  ).toBe('check the manual that corresponds to your MySQL server version for the right')
})

test('a failed check behind a JSON column is the JSON error', () => {
  const client = connect()
  client.forward('CREATE TABLE `a``b` (`c.d` JSON)')
  expect(translated(4025, 'CONSTRAINT `a``b.c.d` failed for `shop`.`a``b`', client)).toEqual({
    errno: 3140,
    sqlState: '22032',
    message: `${LEAF}Invalid JSON value for column 'c.d'`,
  })
})

test('a failed check behind a date column is a date below 1000-01-01', () => {
  const client = connect()
  client.forward('CREATE TABLE t (d DATETIME(6))')
  expect(translated(4025, 'CONSTRAINT `t.d` failed for `shop`.`t`', client)).toEqual({
    errno: 1292,
    sqlState: '22007',
    message: `${LEAF}Invalid DATE/TIME in type conversion for column 'd'`,
  })
})

test.each([
  ['VARCHAR(3)', 1406, '22001', "Data too long for column 'c'"],
  ['TEXT', 1406, '22001', "Data too long for column 'c'"],
  ['TIMESTAMP NOT NULL', 1048, '23000', "Column 'c' cannot be null"],
])('a failed check behind a column %s is error %i', (type, errno, sqlState, message) => {
  const client = connect()
  client.forward(`CREATE TABLE t (c ${type})`)
  expect(translated(4025, 'CONSTRAINT `t.c` failed for `shop`.`t`', client)).toEqual({
    errno,
    sqlState,
    message: `${LEAF}${message}`,
  })
})

test('a failed check of a temporary table is told apart as well', () => {
  const client = connect()
  client.forward('CREATE TEMPORARY TABLE t (d DATE)')
  expect(translated(4025, 'CONSTRAINT `t.d` failed for `shop`.`t`', client).errno).toBe(1292)
})

test('a renamed column is named as it is now, though MariaDB still says its old name', () => {
  const client = connect()
  client.forward('CREATE TABLE t (j JSON)')
  client.forward('ALTER TABLE t CHANGE j k')
  expect(translated(4025, 'CONSTRAINT `t.j` failed for `shop`.`t`', client).message).toBe(
    `${LEAF}Invalid JSON value for column 'k'`,
  )
})

test('a failed check of an unknown table still is an error about a value', () => {
  expect(translated(4025, 'CONSTRAINT `t.j` failed for `shop`.`t`')).toMatchObject({ errno: 3140 })
})
