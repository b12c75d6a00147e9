import { expect, test } from 'vitest'
import { column } from '../build-column.ts'

test.each([
  ['tinyint(4)', '-128', '127'],
  ['tinyint(3) unsigned', '0', '255'],
  ['smallint(6)', '-32768', '32767'],
  ['mediumint(9)', '-8388608', '8388607'],
  ['int(10) unsigned', '0', '4294967295'],
  ['bigint(20)', '-9223372036854775808', '9223372036854775807'],
  ['BIGINT(20) UNSIGNED', '0', '18446744073709551615'],
  ['decimal(5,2)', '-999.99', '999.99'],
  ['decimal(2,2)', '-0.99', '0.99'],
  ['decimal(3,0) unsigned', '0', '999'],
  ['float', '-3.4028234663852886e+38', '3.4028234663852886e+38'],
  ['double', '-1.7976931348623157e+308', '1.7976931348623157e+308'],
  ['float(5,2)', '-999.99', '999.99'],
  ['double(10,2) unsigned', '0', '99999999.99'],
  ['float(24)', '-3.4028234663852886e+38', '3.4028234663852886e+38'],
  ['date', '1000-01-01', '9999-12-31'],
  ['datetime', '1000-01-01 00:00:00', '9999-12-31 23:59:59'],
  ['datetime(6)', '1000-01-01 00:00:00', '9999-12-31 23:59:59.999999'],
  ['timestamp', '1970-01-01 00:00:01', '2038-01-19 03:14:07'],
  ['timestamp(6)', '1970-01-01 00:00:01', '2038-01-19 03:14:07.999999'],
  ['time(6)', '-838:59:59', '838:59:59'],
  ['year(4)', '1901', '2155'],
])('a column of %s holds %s to %s', (type, least, greatest) => {
  expect(column(type).limits).toEqual({ least, greatest })
})

test.each(['longtext', 'varchar(10)', 'longblob', 'JSON', 'bit(64)', 'vector(2, F32)', ''])(
  'a column of %j has no ends',
  (type) => {
    expect(column(type)).toMatchObject({ limits: null, span: null })
  },
)
