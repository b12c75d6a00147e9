import { expect, test } from 'vitest'
import { USUAL_TABLE } from '../../../lib/table/table-options.ts'
import { faultsOf, givenConfig } from './given-config.ts'

const options = {
  orders: {
    keys: 'PRIMARY=id; COLUMNSTORE=`created at` DESC, id asc, n',
    storage: 'columnstore',
    keyLength: 64,
  },
  'a.b': { keys: 'PRIMARY=id', storage: 'rowstore', reference: true },
  '*': { keyLength: 21_845 },
}

test('options of single tables are given as variable or as property', () => {
  const json = JSON.stringify(options)
  const expected = new Map([
    [
      'orders',
      {
        keys: [
          { type: 'PRIMARY', name: null, columns: ['id'] },
          {
            type: 'COLUMNSTORE',
            name: null,
            columns: ['created at', 'id', 'n'],
            descending: ['created at'],
          },
        ],
        storage: 'columnstore',
        reference: false,
        keyLength: 64,
      },
    ],
    [
      'a.b',
      {
        keys: [{ type: 'PRIMARY', name: null, columns: ['id'] }],
        storage: 'rowstore',
        reference: true,
        keyLength: 255,
      },
    ],
    ['*', { ...USUAL_TABLE, keyLength: 21_845 }],
  ])
  expect(givenConfig({ SINK_TABLE_OPTIONS: json }).tableOptions).toEqual(expected)
  const property = `singlestore.tableOptions=${json.replaceAll('\\', '\\\\')}`
  expect(givenConfig({}, property).tableOptions).toEqual(expected)
})

const reference = '{"t":{"reference":true}}'

test('a reference table may have its primary key from all tables or from the key of its records', () => {
  expect(faultsOf({ SINK_TABLE_OPTIONS: reference, SINK_TABLE_KEYS: 'PRIMARY=id' })).toEqual([])
  expect(faultsOf({ SINK_TABLE_OPTIONS: reference, SINK_UPSERT: 'true' })).toEqual([])
})

test('but no key that cuts it, from all tables either', () => {
  const cut = { SINK_TABLE_OPTIONS: reference, SINK_TABLE_KEYS: 'PRIMARY=id; SHARD=id' }
  expect(faultsOf(cut)).toEqual([
    expect.stringMatching(/has no SHARD key.*; give it "keys" of its own, without$/),
  ])
})

test.each<[string, string]>([
  ['{"t":', 'is not JSON'],
  ['{"t":{}\n"u":{}}', 'is not JSON: fault in line 2, column 1'],
  ['[]', 'wants a JSON object'],
  ['{"t":{"keyLength":1},"t":{}}', '"t" is given twice'],
  ['{"t":{"keyLength":1,"key\\u004cength":2}}', '"keyLength" is given twice'],
  ['{"t":null}', 'table "t": wants a JSON object with any of keys, storage, reference, keyLength'],
  ['{"":{}}', 'table "" is empty'],
  ['{"t ":{}}', 'table "t " ends with a space'],
  ['{"t":{"store":"rowstore"}}', 'unknown option "store"; did you mean "storage"?'],
  ['{"t":{"colour":1}}', 'unknown option "colour"; wants any of keys'],
  ['{"t":{"storage":"row"}}', 'storage wants "columnstore" or "rowstore"'],
  ['{"t":{"reference":"true"}}', 'reference wants true or false'],
  ['{"t":{"keyLength":0}}', 'keyLength wants a whole number of characters, 1 to 21845'],
  ['{"t":{"keyLength":21846}}', 'keyLength wants'],
  ['{"t":{"keyLength":1.5}}', 'keyLength wants'],
  ['{"t":{"keyLength":12345678901234567890}}', 'keyLength wants'],
  ['{"t":{"keys":{"PRIMARY":"id"}}}', 'keys wants a text such as'],
  ['{"t":{"keys":"PRIMRY=id"}}', 'table "t": keys PRIMRY: unknown type of key'],
  ['{"t":{"keys":"PRIMARY=id DESC"}}', 'keys PRIMARY: column "id" has an order'],
  ['{"t":{"keys":"PRIMARY=`id `"}}', 'the name "id " ends with a space'],
  [reference, 'table "t": a reference table needs a primary key'],
  [
    '{"t":{"reference":true,"keys":"PRIMARY=id; SHARD=id; COLUMNSTORE=a"}}',
    'table "t": a reference table has no SHARD and no COLUMNSTORE key, for every node keeps it whole; leave it out of "keys"',
  ],
  [
    '{"t":{"reference":true,"storage":"rowstore","keys":"PRIMARY=id; COLUMNSTORE=a"}}',
    'a reference table has no COLUMNSTORE key',
  ],
  ['{"t":{"storage":"rowstore","keys":"COLUMNSTORE=a"}}', 'a rowstore has no sort key'],
  ['{"kafka_dead_letters":{}}', '"kafka_dead_letters" is the table of the ledger'],
  ['{"kafka_connect_transaction_metadata":{}}', 'is the table of the ledger'],
])('what cannot be is refused: %s', (json, fault) => {
  const faults = faultsOf({ SINK_TABLE_OPTIONS: json })
  expect(faults).toEqual([expect.stringContaining(fault)])
  expect(faults[0]).toMatch(/^SINK_TABLE_OPTIONS \(property singlestore\.tableOptions\): /)
})
