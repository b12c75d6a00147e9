import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../lib/config.ts'
import { ConfigError } from '../../../lib/errors.ts'
import type { TableKey } from '../../../lib/table/table-key.ts'
import { faultsOf, givenConfig, noFiles } from './given-config.ts'

/** As the connector's own cases give it: nothing but properties, here beside the name that a ledger needs. */
const minimal = { 'connection.ddlEndpoint': 'localhost:5506', 'connection.database': 'testdb' }

type Lines = Readonly<Record<string, string>>

const fromProperties = (lines: Lines) =>
  readConfig({ SINK_NAME: 'orders', SINK_PROPERTIES: JSON.stringify(lines) }, noFiles)

function refused(lines: Lines): readonly string[] {
  try {
    fromProperties(lines)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

const keyClause = ({ type, name, columns }: TableKey) =>
  `${[type, name].filter((word) => word !== null).join(' ')} (${columns.join('|')})`

const master = { host: 'localhost', port: 5506 }

describe('SingleStoreSinkConfigTest', () => {
  test('the smallest configuration loads where it creates', () => {
    expect(fromProperties(minimal).connection).toMatchObject({
      endpoints: { ddl: master, dml: [master] },
      database: 'testdb',
    })
  })

  test('endpoints for data are a list, in its order', () => {
    const { connection } = fromProperties({
      ...minimal,
      'connection.dmlEndpoints': 'localhost:5507,localhost:5506',
    })
    expect(connection.endpoints?.dml).toEqual([{ host: 'localhost', port: 5507 }, master])
  })

  test('the one endpoint of a cloud serves for both', () => {
    const { connection } = fromProperties({
      'connection.clientEndpoint': 'localhost:5506',
      'connection.database': 'testdb',
    })
    expect(connection.endpoints).toEqual({ ddl: master, dml: [master] })
  })

  test.each<[string, Lines, RegExp]>([
    ['without a database', { 'connection.ddlEndpoint': 'a' }, /connection\.database/],
    ['without an endpoint', { 'connection.database': 'testdb' }, /connection\.clientEndpoint/],
    [
      'with the endpoint of a cloud beside that for DDL',
      { ...minimal, 'connection.clientEndpoint': 'a' },
      /connection\.clientEndpoint.*contradicts connection\.ddlEndpoint/,
    ],
    [
      'with the endpoint of a cloud beside those for data',
      {
        'connection.database': 'testdb',
        'connection.clientEndpoint': 'a',
        'connection.dmlEndpoints': 'a',
      },
      /connection\.dmlEndpoints/,
    ],
  ])('%s it is refused by name', (_, lines, fault) => {
    expect(refused(lines)).toEqual([expect.stringMatching(fault)])
  })

  test('user and password are taken as they are given', () => {
    const login = {
      'connection.user': 'test_user',
      'connection.password': 'SuPerSECRETpASSWORD123',
    }
    expect(fromProperties({ ...minimal, 'connection.user': 'test_user' }).connection).toMatchObject(
      {
        user: 'test_user',
        password: null,
      },
    )
    expect(fromProperties({ ...minimal, ...login }).connection).toMatchObject({
      user: 'test_user',
      password: 'SuPerSECRETpASSWORD123',
    })
  })

  test.each(['params.option1', 'params.secondOption', 'params.sslEnable'])(
    'a parameter of the driver that nobody knows is refused, not passed on: %s',
    (name) => {
      expect(faultsOf({}, `${name}=true`)).toEqual([
        expect.stringContaining(`${name}: the sink uses no JDBC`),
      ])
    },
  )

  test.each([
    ['max.retries=100', { maxRetries: 100 }],
    ['retry.backoff.ms=5000', { retryBackoffMs: 5000 }],
    ['singlestore.metadata.allow=false', { ledgerTable: null }],
    ['singlestore.metadata.allow=true', { ledgerTable: 'kafka_connect_transaction_metadata' }],
    [
      'singlestore.metadata.table=kafka_connect_new_name',
      { ledgerTable: 'kafka_connect_new_name' },
    ],
    ['', { ledgerTable: 'kafka_connect_transaction_metadata', loading: { filter: null } }],
    ['singlestore.filter=a = 1', { loading: { filter: 'a = 1' } }],
  ])('the property %s means what it means there', (line, expected) => {
    expect(givenConfig({}, line)).toMatchObject(expected)
  })

  test.each(['gzip', 'GZIP', 'Gzip', 'lz4', 'LZ4', 'Lz4', 'skip', 'SKIP', 'Skip'])(
    'compression may be written %s',
    (word) => {
      const { loading } = givenConfig({}, `singlestore.loadDataCompression=${word}`)
      expect(loading.compression).toBe(word.toLowerCase())
    },
  )

  test('compression by any other word is refused, with the words there are', () => {
    expect(faultsOf({}, 'singlestore.loadDataCompression=someDataFormat')).toEqual([
      expect.stringMatching(/singlestore\.loadDataCompression.*skip.*gzip.*lz4/i),
    ])
  })

  test('types of keys in any letter case, names with dots, columns between back-quotes', () => {
    const odd = '`col1 ,,,```   ,      ```,`, asd'
    const { tableKeys } = fromProperties({
      ...minimal,
      'tableKey.primary': 'column1',
      'tableKey.columnStore.name': 'column2',
      'tableKey.uniQUE': 'column3',
      'tableKey.shaRd': 'another-column',
      'tableKey.key.SOME-name': 'weIrD_ColUMN',
      'tableKey.key': odd,
      'tableKey.key.name1.name2': odd,
    })
    expect(tableKeys.map(keyClause).toSorted()).toEqual(
      [
        'PRIMARY (column1)',
        'SHARD (another-column)',
        'COLUMNSTORE name (column2)',
        'KEY (col1 ,,,`|`,|asd)',
        'KEY name1.name2 (col1 ,,,`|`,|asd)',
        'KEY SOME-name (weIrD_ColUMN)',
        'UNIQUE (column3)',
      ].toSorted(),
    )
  })

  test.each(['primarry.name', 'columStore', 'uniQUu', 'shad', 'keys', 'something'])(
    'a type of keys that there is not is refused with those there are: %s',
    (type) => {
      expect(faultsOf({}, `tableKey.${type}=column1`)).toEqual([
        expect.stringMatching(
          /unknown type of key; wants one of PRIMARY, UNIQUE, SHARD, COLUMNSTORE, KEY$/,
        ),
      ])
    },
  )
})

describe("the examples of the connector's README and of its demo are taken", () => {
  test('its example, with the comma that it lacks', () => {
    const config = fromProperties({
      'connector.class': 'com.singlestore.kafka.SingleStoreSinkConnector',
      'tasks.max': '1',
      topics: 'topic-test-1,topic-test-2',
      'connection.ddlEndpoint': 'singlestore-host1:3306',
      'connection.dmlEndpoints': 'singlestore-host2:3306,singlestore-host3:3306',
      'connection.database': 'test',
      'connection.user': 'root',
      'params.connectTimeout': '10000',
      'params.ssl': 'false',
      'tableKey.primary.keyName': 'id',
      'tableKey.key.keyName': '`col1`, col2, `col3`',
      'singlestore.loadDataCompression': 'LZ4',
      'singlestore.tableName.kafka-topic-example': 'singlestore-table-name',
    })
    expect(config).toMatchObject({
      // Its driver encrypts nothing here; plain text is only spoken where SINGLESTORE_TLS asks for it.
      connection: { tlsMode: null, connectTimeoutMs: 10_000 },
      loading: { compression: 'lz4' },
      route: { tableNames: new Map([['kafka-topic-example', 'singlestore-table-name']]) },
    })
    expect(config.tableKeys.map(keyClause)).toEqual([
      'PRIMARY keyName (id)',
      'KEY keyName (col1|col2|col3)',
    ])
    expect(config.ignoredProperties).toContainEqual(
      expect.stringMatching(/^params\.ssl \(.*SINGLESTORE_TLS/),
    )
  })

  test.each<Lines>([
    { 'tableKey.primary': 'id' },
    { 'tableKey.primary.someName': 'id' },
    { 'singlestore.tableName.foo': 'bar' },
    {
      'singlestore.tableName.kafka-example-topic-1': 'singlestore-table-name-1',
      'singlestore.tableName.kafka-example-topic-2': 'singlestore-table-name-2',
    },
    { topics: 'singlestore_json_songs', 'connection.user': 'root' },
  ])('%j', (lines) => {
    expect(refused({ ...minimal, ...lines })).toEqual([])
  })

  test('its file for a quick start', () => {
    const quickStart =
      'name=singlestore-sink-connector\nconnector.class=com.singlestore.kafka.SingleStoreSinkConnector\ntasks.max=1\ntopics=s3_topic\n\nconnection.ddlEndpoint=singlestore-host1:3306\nconnection.database=test\nconnection.user=root\n'
    const config = readConfig({ SINK_NAME: 'orders', SINK_PROPERTIES: quickStart }, noFiles)
    expect(config.connection.database).toBe('test')
  })

  test('its mutual TLS needs PEM: the key store of Java is refused with the mend', () => {
    const store = {
      'params.keystore': '/path/to/client-keystore.p12',
      'params.keyStorePassword': 'hush',
      'params.keyStoreType': 'PKCS12',
    }
    const faults = refused({ ...minimal, 'params.sslMode': 'verify-full', ...store })
    expect(faults).toEqual(
      Object.keys(store).map((name) => expect.stringMatching(`^${name}: .*give PEM`)),
    )
  })
})
