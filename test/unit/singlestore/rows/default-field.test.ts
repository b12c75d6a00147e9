import { expect, test } from 'vitest'
import { describeColumn } from '../../../../lib/singlestore/column.ts'
import { absentField, defaultField } from '../../../../lib/singlestore/rows/default-field.ts'

const fieldOf = (type: string, text: string | null) =>
  defaultField(describeColumn('c', type, text, ''))

test.each([
  ['int(11)', '0'],
  ['bigint(20) unsigned', '18446744073709551615'],
  ['tinyint(4)', '-1'],
  ['year(4)', '2024'],
  ['decimal(10,2)', '-1.50'],
  ['decimal(10,2)', '1'],
  ['double', '0'],
  ['float', '-12'],
  ['varchar(20)', ''],
  ['varchar(20)', 'in stock, new'],
  ['varchar(20)', '7'],
  ['text', 'a;b=c-d_e@f.g:h/i'],
  ["enum('a','B')", 'b'],
  ['date', '2024-02-29'],
  ['datetime(6)', '2024-02-29 10:00:00.000001'],
  ['datetime', '2024-02-29 10:00:00'],
  ['time', '-100:00:00'],
])('of %s the default %j is said in rows', (type, text) => {
  expect(fieldOf(type, text)).toBe(text)
})

test.each([
  ['int(11)', null],
  ['int(11)', 'NULL'],
  ['int(11)', "'7'"],
  ['int(11)', '1.5'],
  ['int(11)', '1e3'],
  ['int(11)', 'nextval(s)'],
  ['year(4)', '24'],
  ['decimal(10,2)', '1.555'],
  ['decimal(10,2)', "'1.50'"],
  ['double', '0.1'],
  ['float', '3.14159'],
  ['varchar(20)', 'NULL'],
  ['varchar(20)', "'abc'"],
  ['varchar(20)', '"abc"'],
  ['varchar(20)', "it's"],
  ['varchar(20)', 'a\\b'],
  ['varchar(20)', 'a\nb'],
  ['varchar(20)', 'é'],
  ['varchar(20)', '007'],
  ['varchar(20)', '1.50'],
  ['varchar(20)', '0x41'],
  ['varchar(20)', 'uuid()'],
  ['varchar(20)', 'current_timestamp'],
  ['char(5)', 'a '],
  ["enum('a','b')", '1'],
  ["set('a','b')", 'a,b'],
  ['varbinary(5)', 'abc'],
  ['json', '1'],
  ['bit(64)', '1'],
  ['vector(2)', '1'],
  ['date', 'CURRENT_DATE'],
  ['date', '0000-00-00'],
  ['datetime(6)', 'CURRENT_TIMESTAMP(6)'],
  ['datetime', '2024-02-29 10:00:00.000001'],
  ['datetime(6)', '2024-02-29'],
  ['timestamp', '2024-02-29 10:00:00'],
  ['time', '10:00'],
])('of %s the default %j is left to the server', (type, text) => {
  expect(fieldOf(type, text)).toBeNull()
})

test('a row says NULL for a column without a default, and nothing for one that the server fills', () => {
  expect(absentField(describeColumn('c', 'int(11)', null, ''))).toBe('\\N')
  expect(absentField(describeColumn('c', 'int(11)', '7', ''))).toBe('7')
  expect(absentField(describeColumn('c', 'bigint(20)', null, 'auto_increment'))).toBeNull()
  expect(absentField(describeColumn('c', 'datetime', 'CURRENT_TIMESTAMP', ''))).toBeNull()
})
