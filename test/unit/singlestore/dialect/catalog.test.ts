import { expect, test } from 'vitest'
import {
  selectColumns,
  showCreateTable,
  showTablesExtended,
} from '../../../../lib/singlestore/dialect/catalog.ts'

test('the columns of several tables are read in one statement, in their order', () => {
  expect(selectColumns("my'db", ['orders', 'a\\b'])).toBe(
    'SELECT `TABLE_NAME`, `COLUMN_NAME`, `COLUMN_TYPE`, `IS_NULLABLE`, `COLUMN_DEFAULT`, `EXTRA`, `COLLATION_NAME` ' +
      "FROM `information_schema`.`COLUMNS` WHERE `TABLE_SCHEMA` = 'my\\'db' " +
      "AND `TABLE_NAME` IN ('orders', 'a\\\\b') ORDER BY `TABLE_NAME`, `ORDINAL_POSITION`",
  )
})

test('the tables of a database are shown with how they are distributed', () => {
  expect(showTablesExtended('my`db')).toBe('USING `my``db` SHOW TABLES EXTENDED')
})

test('a table is shown as it was made', () => {
  expect(showCreateTable('my`table')).toBe('SHOW CREATE TABLE `my``table`')
})
