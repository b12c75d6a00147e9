import { expect, test } from 'vitest'
import { RowKey } from '../../../../lib/singlestore/changes/row-key.ts'
import { escapeField } from '../../../../lib/singlestore/tsv.ts'
import { table } from '../build-column.ts'

function literalOf(type: string, field: string): string | undefined {
  return new RowKey({ ...table(['id', type]), uniqueKeys: [['ID']] }).literals([field])[0]
}

test.each([
  ['bigint', '-7', '-7'],
  ['decimal(20,2)', '12345678901234567.50', '12345678901234567.5'],
  ['double', '0.1', '0.1e0'],
  ['double', '1e300', '1e+300'],
  ['float', '0.1', '0.10000000149011612e0'],
  ['date', '2024-02-29', "'2024-02-29'"],
  ['datetime(6)', '2024-02-29', "'2024-02-29 00:00:00'"],
  ['time', '23:59:59', "'23:59:59'"],
  ['varchar(10)', "it's", "'it\\'s'"],
  ['varchar(10)', escapeField('a\\\t\n\0'), "'a\\\\\t\\n\\0'"],
  ['varchar(10)', escapeField("\\' OR 1=1 -- "), "'\\\\\\' OR 1=1 -- '"],
  ['varbinary(10)', 'AAEn', "FROM_BASE64('AAEn')"],
  ['char(2)', 'ab', "'ab'"],
])('%s: the field %j is compared as %s', (type, field, literal) => {
  expect(literalOf(type, field)).toBe(literal)
})
