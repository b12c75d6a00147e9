import { expect, test } from 'vitest'
import { strayNames } from '../../../../infra/local/commands/stray-names.ts'
import { readConfig } from '../../../../lib/config.ts'

const connection = { SINGLESTORE_ENDPOINT: 'h', SINGLESTORE_DATABASE: 'd', SINK_NAME: 'x' }

const notesOf = (
  options: Readonly<Record<string, string>>,
  topics: readonly string[] = ['orders'],
  tables: readonly string[] = ['orders'],
) =>
  strayNames(readConfig({ ...connection, ...options }), {
    topics: new Set(topics),
    tables: new Set(tables),
  })

test.each([
  ['SINK_TABLE_OPTIONS', '{"ordres":{"keyLength":9},"orders":{},"*":{}}', 'tables'],
  ['SINK_COLUMN_TO_FIELD', 'ordres.a=b; orders.a=b', 'tables'],
  ['SINK_KEY_COLUMNS', 'ordres=id; orders=id; id', 'tables'],
  ['SINK_TABLE_NAMES', 'ordres=orders; orders=orders', 'topics'],
  ['SINK_VALUE_FORMAT', 'ordres=avro; orders=json; avro', 'topics'],
  ['SINK_KEY_FORMAT', 'ordres=avro; orders=json', 'topics'],
])('a misspelt name in %s is told with the nearest one', (option, text, kind) => {
  const [note = '', ...more] = notesOf({ [option]: text, SINK_REGISTRY_URL: 'http://r' })
  expect(note).toMatch(new RegExp(`^${option}\\b`))
  expect(note).toMatch(
    new RegExp(
      `names ${kind} that no record here asks for: "ordres" \\(did you mean "orders"\\?\\)\\.$`,
    ),
  )
  expect(more).toEqual([])
})

test('a version column of a table that differs in letter case only is told', () => {
  const options = { SINK_UPSERT: 'true', SINK_VERSION_COLUMN: 'Orders=v; v' }
  expect(notesOf(options).join()).toContain('"Orders" (did you mean "orders"?)')
})

test('a name that nothing is near to stands alone', () => {
  expect(notesOf({ SINK_KEY_COLUMNS: 'countries=id' }).join()).toMatch(/for: "countries"\.$/)
})

test('the table of a topic counts though none of its records can be read', () => {
  const options = { SINK_TABLE_NAMES: 'orders=purchases', SINK_KEY_COLUMNS: 'purchases=id' }
  expect(notesOf(options, ['orders'], [])).toEqual([])
})

test('where a field picks the table its topic does not', () => {
  const options = {
    SINK_RECORD_TO_TABLE_FIELD: 'kind',
    SINK_RECORD_TO_TABLE: 'a=new_orders',
    SINK_KEY_COLUMNS: 'orders=id; new_orders=id',
  }
  expect(notesOf(options, ['orders'], ['new_orders']).join()).toMatch(/for: "orders"/)
})

test('without any record nothing is told', () => {
  expect(notesOf({ SINK_KEY_COLUMNS: 'ordres=id' }, [], [])).toEqual([])
})
