import { expect, test } from 'vitest'
import { nearestName } from '../../../lib/config/nearest-name.ts'
import { optionNames, options } from '../../../lib/config/options.ts'

const environment = optionNames.flatMap((name) => options[name].environment ?? [])
const properties = optionNames.flatMap((name) => options[name].property ?? [])

test.each([
  ['SINK_TABLEKEYS', 'SINK_TABLE_KEYS'],
  ['SINK_NAMES', 'SINK_NAME'],
  ['SINGLESTORE_PASWORD', 'SINGLESTORE_PASSWORD'],
  ['SINGLESTORE_DB', null],
  ['SINK_SOMETHING_ELSE_ENTIRELY', null],
])('the variable %s was meant to be %s', (name, meant) => {
  expect(nearestName(name, environment)).toBe(meant)
})

test.each([
  ['connection.clientendpoint', 'connection.clientEndpoint'],
  ['max.retry', 'max.retries'],
  ['tablekey.PRIMARY', 'tableKey.'],
  ['tableKeys.UNIQUE.by.mail', 'tableKey.'],
  ['singlestore.tablename.orders', 'singlestore.tableName.'],
  ['singlestore.metadata.tables', 'singlestore.metadata.table'],
  ['bootstrap.servers', null],
])('the property %s was meant to be %s', (name, meant) => {
  expect(nearestName(name, properties)).toBe(meant)
})
