import { expect, test } from 'vitest'
import { faultsOf, givenConfig } from './given-config.ts'

test('the field that picks the table is given as variable or as property', () => {
  const route = {
    tableNames: new Map(),
    byField: {
      path: ['meta', 'kind.of', 'x`y'],
      tables: new Map([
        ['a', 't1'],
        ['b.c', 't.2'],
        ['d = e', 't3'],
        ['', 't4'],
      ]),
    },
  }
  const SINK_RECORD_TO_TABLE_FIELD = 'meta.`kind.of`.`x``y`'
  const SINK_RECORD_TO_TABLE = 'a=t1; b.c = t.2; `d = e`=`t3`; ``=t4;'
  const properties = [
    'singlestore.recordToTable.mappingField=meta.`kind.of`.`x``y`',
    'singlestore.recordToTable.mapping.a=t1',
    'singlestore.recordToTable.mapping.b.c=t.2',
    'singlestore.recordToTable.mapping.d\\ \\=\\ e=t3',
    'singlestore.recordToTable.mapping.``=t4',
  ].join('\n')
  expect(givenConfig({ SINK_RECORD_TO_TABLE_FIELD, SINK_RECORD_TO_TABLE }).route).toEqual(route)
  expect(givenConfig({}, properties).route).toEqual(route)
})

test('the environment replaces all properties of the family', () => {
  const properties =
    'singlestore.recordToTable.mappingField=kind\nsinglestore.recordToTable.mapping.a=t1'
  const { route } = givenConfig({ SINK_RECORD_TO_TABLE: 'b=t2' }, properties)
  expect(route.byField).toEqual({ path: ['kind'], tables: new Map([['b', 't2']]) })
})

const FIELD = 'SINK_RECORD_TO_TABLE_FIELD'
const TABLES = 'SINK_RECORD_TO_TABLE'

test.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'table names beside it',
    { [FIELD]: 'kind', [TABLES]: 'a=t', SINK_TABLE_NAMES: 'x=y' },
    'SINK_RECORD_TO_TABLE_FIELD (property singlestore.recordToTable.mappingField): contradicts SINK_TABLE_NAMES (property singlestore.tableName.TOPIC)',
  ],
  [
    'tables without a field',
    { [TABLES]: 'a=t' },
    'SINK_RECORD_TO_TABLE (property singlestore.recordToTable.mapping.VALUE): names tables, but no field',
  ],
  ['a field without tables', { [FIELD]: 'kind' }, 'no value has a table; set SINK_RECORD_TO_TABLE'],
  ['an empty name in the path', { [FIELD]: 'a..b', [TABLES]: 'a=t' }, 'joined by dots'],
  ['a broken quote in the path', { [FIELD]: 'a.`b', [TABLES]: 'a=t' }, 'joined by dots'],
  ['a value twice', { [FIELD]: 'a', [TABLES]: 'x=t; `x`=u' }, 'names value "x" twice'],
  ['a value without a name', { [FIELD]: 'a', [TABLES]: '=t' }, 'empty without being back-quoted'],
  ['a broken pair', { [FIELD]: 'a', [TABLES]: 'x=t=u' }, 'pair 1 wants value=table'],
  ['an open quote', { [FIELD]: 'a', [TABLES]: 'x=`t' }, 'a back-quote is not closed'],
  ['no table', { [FIELD]: 'a', [TABLES]: 'x=' }, 'the table of value "x" is empty'],
  [
    'a name that no table can have',
    { [FIELD]: 'a', [TABLES]: `x=${'t'.repeat(257)}` },
    'is longer than 256 characters',
  ],
  [
    'the ledger as target',
    { [FIELD]: 'a', [TABLES]: 'x=kafka_connect_transaction_metadata' },
    'the table of value "x" is the table of the ledger or of the dead letters',
  ],
  [
    'the dead letters as target',
    { [FIELD]: 'a', [TABLES]: 'x=dead', SINK_DEAD_LETTER_TABLE: 'dead' },
    'the table of value "x" is the table of the ledger or of the dead letters',
  ],
])('%s: refused', (_, environment, fault) => {
  expect(faultsOf(environment)).toEqual([expect.stringContaining(fault)])
})

test('tables without a field are refused from properties too', () => {
  expect(faultsOf({}, 'singlestore.recordToTable.mapping.a=t')).toEqual([
    expect.stringContaining('names tables, but no field whose value picks one'),
  ])
})
