import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../lib/config.ts'
import { INSERTS_ONLY } from '../../../lib/table/change-rules.ts'
import { complete, faultsOf, givenConfig, noFiles } from './given-config.ts'

/** Every property that the connector documents, save those that exclude one of these, and what Kafka Connect adds. */
const everything = {
  'connector.class': 'com.singlestore.kafka.SingleStoreSinkConnector',
  'tasks.max': '4',
  topics: 'orders,songs',
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter.schemas.enable': 'false',
  'errors.tolerance': 'all',
  'errors.log.enable': 'true',
  'connection.ddlEndpoint': 'master:3306',
  'connection.dmlEndpoints': 'child-1:3306,child-2',
  'connection.database': 'test',
  'connection.user': 'kafka',
  'connection.password': 'p w=:#',
  'params.sslMode': 'disable',
  'params.connectTimeout': '10000',
  'params.socketTimeout': '60000',
  'params.allowLocalInfile': 'true',
  'max.retries': '5',
  'retry.backoff.ms': '1000',
  'fields.whitelist': 'id,name',
  'tableKey.primary.keyName': 'id',
  'tableKey.COLUMNSTORE': '`created at` DESC',
  'singlestore.loadDataCompression': 'GZip',
  'singlestore.metadata.allow': 'true',
  'singlestore.metadata.table': 'ledger',
  'singlestore.recordToTable.mappingField': 'meta.kind',
  'singlestore.recordToTable.mapping.a b.c=d': 't1',
  'singlestore.columnToField.t1.id': 'order.id',
  'singlestore.filter': "name <> 'x'",
  'singlestore.upsert': 'true',
}

const SINK = { SINK_NAME: 'orders' }

const fromJson = (value: unknown) =>
  readConfig({ ...SINK, SINK_PROPERTIES: JSON.stringify(value, null, 2) }, noFiles)

describe('a working configuration of the connector', () => {
  const config = fromJson(everything)

  test('means here what it means there', () => {
    expect(config).toMatchObject({
      connection: {
        endpoints: {
          ddl: { host: 'master', port: 3306 },
          dml: [
            { host: 'child-1', port: 3306 },
            { host: 'child-2', port: 3306 },
          ],
        },
        database: 'test',
        user: 'kafka',
        password: 'p w=:#',
        tlsMode: 'disabled',
        connectTimeoutMs: 10_000,
      },
      valueFormats: { otherwise: 'json' },
      keyFormats: { otherwise: 'string' },
      maxRetries: 5,
      retryBackoffMs: 1000,
      tolerance: 'all',
      ledgerTable: 'ledger',
      tableKeys: [
        { type: 'PRIMARY', name: 'keyName', columns: ['id'] },
        { type: 'COLUMNSTORE', columns: ['created at'], descending: ['created at'] },
      ],
      route: {
        tableNames: new Map(),
        byField: { path: ['meta', 'kind'], tables: new Map([['a b.c=d', 't1']]) },
      },
      mapping: {
        whitelist: new Set(['id', 'name']),
        columnToField: new Map([['t1', new Map([['id', ['order', 'id']]])]]),
      },
      changes: { ...INSERTS_ONLY, upsert: true },
      loading: { filter: "name <> 'x'", compression: 'gzip' },
    })
  })

  test('names what means nothing here', () => {
    expect(config.ignoredProperties.map((name) => name.replace(/ .*/, ''))).toEqual([
      'connector.class',
      'tasks.max',
      'topics',
      'errors.log.enable',
      'params.socketTimeout',
      'params.allowLocalInfile',
    ])
  })

  test('is the same in every form that Kafka Connect takes or gives', () => {
    expect(fromJson({ name: 'sink', config: everything })).toEqual(config)
    const tasks = [{ connector: 'sink', task: 0 }]
    expect(fromJson({ name: 'sink', config: everything, tasks, type: 'sink' })).toEqual(config)
    expect(fromJson({ name: 'sink', config: everything, initial_state: 'PAUSED' })).toEqual(config)
  })

  test('is the same as .properties', () => {
    const escaped = (name: string) => name.replace(/[ =:]/g, '\\$&')
    const text = Object.entries(everything).map(([name, value]) => `${escaped(name)}=${value}`)
    const SINK_PROPERTIES = text.join('\n')
    expect(readConfig({ ...SINK, SINK_PROPERTIES }, noFiles)).toEqual(config)
  })

  test('is the same in a file, under a byte order mark', () => {
    const environment = { ...SINK, SINK_PROPERTIES_FILE: 'sink.json' }
    const readFile = (path: string) =>
      path === 'sink.json' ? `\uFEFF ${JSON.stringify(everything)}` : noFiles(path)
    expect(readConfig(environment, readFile)).toEqual(config)
  })
})

test('numbers, true and false become text', () => {
  const json = '{"max.retries": 3, "auto.create": false, "tasks.max": 12345678901234567890}'
  expect(givenConfig({}, json)).toMatchObject({ maxRetries: 3, autoCreate: false })
})

test('properties as text win over a file of JSON, property by property', () => {
  const environment = {
    ...complete,
    SINK_PROPERTIES_FILE: 'sink.json',
    SINK_PROPERTIES: 'max.retries=2',
  }
  const readFile = (path: string) =>
    path === 'sink.json' ? '{"max.retries":"1","retry.backoff.ms":"1"}' : noFiles(path)
  expect(readConfig(environment, readFile)).toMatchObject({ maxRetries: 2, retryBackoffMs: 1 })
})

describe('JSON that is no configuration is refused', () => {
  test.each([
    ['{"max.retries": null}', '"max.retries" wants a text, a number, true or false; leave it out'],
    ['{"topics": ["a", "b"]}', '"topics" wants a text, a number, true or false; several values'],
    ['{"max.retries": {"a": 1}}', '"max.retries" wants a text'],
    ['{"config": {"max.retries": null}}', '"max.retries" wants a text'],
    ['{"config": {}, "max.retries": 1}', '"max.retries" stands beside "config"'],
    ['{"config": "x"}', '"config" wants a JSON object'],
    ['{"topics": "a", "0a9fQ": "b"}', 'property 2: unknown (its name is not shown'],
    ['{"max.retries": 1, "max.retries": 2}', '"max.retries" is given twice'],
    ['{"config": {"topics": 1, "\\u0074opics": 1}}', '"topics" is given twice'],
    ['{"config": {"0a9fQ": 1, "0a9f\\u0051": 1}}', 'a member is given twice'],
    ['{"config": {"topics": "a"}, "0a9fQ": 1}', 'a member stands beside "config"'],
    ['{"max.retries": 1\n"topics": "a"}', 'is not JSON: fault in line 2, column 1'],
    ['{"max.retries": 1', 'SINK_PROPERTIES: is not JSON'],
    ['{"a":'.repeat(100_000), 'is not JSON'],
    [
      '{"connectorName": "x", "connectorConfiguration": {"topics": "a"}}',
      'give what stands under "connectorConfiguration"',
    ],
  ])('%s', (json, fault) => {
    expect(faultsOf({}, json)).toEqual([expect.stringContaining(fault)])
  })

  test('without a word of what it holds', () => {
    const json = '{"connection.password": "hush", "hush'
    expect(faultsOf({}, json).join()).not.toContain('hush')
  })
})
