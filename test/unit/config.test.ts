import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { optionNames, options } from '../../lib/config/options.ts'
import { type Config, readConfig } from '../../lib/config.ts'
import { ConfigError } from '../../lib/errors.ts'
import { INSERTS_ONLY } from '../../lib/table/change-rules.ts'
import { PLAIN_LOADING } from '../../lib/table/loading-rules.ts'
import { PLAIN_MAPPING } from '../../lib/table/mapping-rules.ts'
import { complete, type Environment, noFiles, givenConfig as read } from './config/given-config.ts'
import { selfSigned } from './config/self-signed.ts'

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('the smallest configuration', () => {
  test('has the documented defaults', () => {
    expect(read({})).toEqual({
      connection: {
        endpoints: {
          ddl: { host: 'db.example.com', port: 3306 },
          dml: [{ host: 'db.example.com', port: 3306 }],
        },
        database: 'shop',
        user: null,
        password: null,
        tlsMode: null,
        ca: null,
        bundledCa: null,
        clientCertificate: null,
        clientKey: null,
        connectTimeoutMs: null,
      },
      secretId: null,
      registry: {
        urls: null,
        user: null,
        password: null,
        token: null,
        logicalCluster: null,
        identityPool: null,
        ca: null,
        clientCertificate: null,
        clientKey: null,
        secretId: null,
      },
      sinkName: 'orders',
      valueFormats: { byTopic: new Map(), otherwise: 'auto' },
      keyFormats: { byTopic: new Map(), otherwise: 'auto' },
      tableKeys: [],
      ledgerTable: 'kafka_connect_transaction_metadata',
      route: { tableNames: new Map(), byField: null },
      mapping: PLAIN_MAPPING,
      changes: INSERTS_ONLY,
      loading: PLAIN_LOADING,
      evolution: 'none',
      tableOptions: new Map(),
      autoCreate: true,
      typeProfile: 'lossless',
      outOfRange: 'reject',
      tolerance: 'none',
      deadLetterTable: 'kafka_dead_letters',
      partialResponses: false,
      maxRetries: 10,
      retryBackoffMs: 3000,
      failureHoldMs: 0,
      ignoredProperties: [],
    })
  })

  test('with a secret, leaves endpoint and database to it', () => {
    const config = readConfig({ SINK_NAME: 'orders', SINGLESTORE_SECRET_ID: 'prod/db' }, noFiles)
    expect(config).toMatchObject({ secretId: 'prod/db', connection: { endpoints: null } })
  })

  test('is frozen through and through', () => {
    const config = read({ SINK_TABLE_KEYS: 'PRIMARY=id', SINK_TABLE_NAMES: 'a=b' })
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      expect(Object.isFrozen(value)).toBe(true)
      for (const member of Object.values(value)) walk(member)
    }
    walk(config)
    expect(() => (config.route.tableNames as Map<string, string>).set('c', 'd')).toThrow(TypeError)
    expect(() => (config.route.tableNames as Map<string, string>).clear()).toThrow(TypeError)
    expect(config.route.tableNames.get('a')).toBe('b')
  })
})

describe('every option', () => {
  test.each<[string, Environment, string, Partial<Config>]>([
    [
      'table keys',
      { SINK_TABLE_KEYS: 'PRIMARY=id; UNIQUE.unique_email=email' },
      'tableKey.PRIMARY=id\ntableKey.UNIQUE.unique_email=email',
      {
        tableKeys: [
          { type: 'PRIMARY', name: null, columns: ['id'] },
          { type: 'UNIQUE', name: 'unique_email', columns: ['email'] },
        ],
      },
    ],
    [
      'table names',
      { SINK_TABLE_NAMES: 'orders=cust_orders; a.b-c = `x;y`' },
      'singlestore.tableName.orders=cust_orders\nsinglestore.tableName.a.b-c=x;y',
      {
        route: {
          tableNames: new Map([
            ['orders', 'cust_orders'],
            ['a.b-c', 'x;y'],
          ]),
          byField: null,
        },
      },
    ],
    [
      "the ledger's table",
      { SINK_METADATA_TABLE: 'my_ledger' },
      'singlestore.metadata.table=my_ledger',
      { ledgerTable: 'my_ledger' },
    ],
    [
      'no ledger',
      { SINK_METADATA_ALLOW: 'false' },
      'singlestore.metadata.allow=FALSE',
      { ledgerTable: null },
    ],
    ['creation', { SINK_AUTO_CREATE: 'false' }, 'auto.create=false', { autoCreate: false }],
    ['retries', { SINK_MAX_RETRIES: '0' }, 'max.retries=0', { maxRetries: 0 }],
    [
      'backoff',
      { SINK_RETRY_BACKOFF_MS: '250' },
      'retry.backoff.ms = 250 ',
      { retryBackoffMs: 250 },
    ],
    [
      'the format',
      { SINK_VALUE_FORMAT: 'JSON' },
      'value.converter=org.apache.kafka.connect.json.JsonConverter\nvalue.converter.schemas.enable=False',
      { valueFormats: { byTopic: new Map(), otherwise: 'json' } },
    ],
  ])('%s may be given as variable or as property', (_, environment, properties, expected) => {
    expect(read(environment)).toMatchObject(expected)
    expect(read({}, properties)).toMatchObject(expected)
  })

  test('of the connection may be given as variable or as property', () => {
    const pair = {
      SINGLESTORE_DDL_ENDPOINT: 'm:1',
      SINGLESTORE_DML_ENDPOINTS: 'a,b:2',
      SINGLESTORE_DATABASE: 'd',
      SINGLESTORE_USER: 'u',
      SINGLESTORE_PASSWORD: ' p ',
      SINGLESTORE_TLS: 'disabled',
      SINGLESTORE_CONNECT_TIMEOUT_MS: '700',
    }
    const properties = [
      'connection.ddlEndpoint=m:1',
      'connection.dmlEndpoints=a,b:2',
      'connection.database=d',
      'connection.user=u',
      'connection.password=\\ p ',
      'params.sslMode=disable',
      'params.connectTimeout=700',
    ].join('\n')
    const expected = {
      endpoints: {
        ddl: { host: 'm', port: 1 },
        dml: [
          { host: 'a', port: 3306 },
          { host: 'b', port: 2 },
        ],
      },
      database: 'd',
      user: 'u',
      password: ' p ',
      tlsMode: 'disabled',
      connectTimeoutMs: 700,
    }
    expect(readConfig({ SINK_NAME: 'x', ...pair }, noFiles).connection).toMatchObject(expected)
    const config = readConfig({ SINK_NAME: 'x', SINK_PROPERTIES: properties }, noFiles)
    expect(config.connection).toMatchObject(expected)
  })

  test('takes the environment first, then the text of properties, then their file', () => {
    const file = 'max.retries=1\nretry.backoff.ms=1\nauto.create=false'
    const environment = {
      ...complete,
      SINK_PROPERTIES_FILE: 'sink.properties',
      SINK_PROPERTIES: 'max.retries=2\nretry.backoff.ms=2',
      SINK_MAX_RETRIES: '3',
    }
    const config = readConfig(environment, (path) =>
      path === 'sink.properties' ? file : noFiles(path),
    )
    expect(config).toMatchObject({ maxRetries: 3, retryBackoffMs: 2, autoCreate: false })
  })

  test('of a family is replaced as a whole by the environment', () => {
    const environment = { SINK_TABLE_KEYS: 'SHARD=a', SINK_TABLE_NAMES: 'a=b' }
    const properties = 'tableKey.PRIMARY=id\nsinglestore.tableName.c=d'
    expect(read(environment, properties)).toMatchObject({
      tableKeys: [{ type: 'SHARD', columns: ['a'] }],
      route: { tableNames: new Map([['a', 'b']]) },
    })
    expect(read(environment, properties).tableKeys).toHaveLength(1)
    expect(read(environment, properties).route.tableNames.size).toBe(1)
  })

  test('that is empty counts as not given', () => {
    expect(read({ SINK_MAX_RETRIES: '', SINK_TABLE_KEYS: ' ' }, 'auto.create=')).toMatchObject({
      maxRetries: 10,
      tableKeys: [],
      autoCreate: true,
    })
  })

  test('has each name once', () => {
    const rows = optionNames.map((name) => options[name])
    const names = rows.flatMap(({ environment, property, secretFields }) =>
      [environment, property, ...(secretFields ?? [])].filter((name) => name !== null),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('is read with the default that is documented', () => {
    for (const name of ['valueFormat', 'autoCreate', 'ledger', 'ledgerTable'] as const) {
      const { environment, default: documented } = options[name]
      expect(read({ [environment ?? '']: documented })).toEqual(read({}))
    }
    for (const name of ['maxRetries', 'retryBackoffMs'] as const) {
      expect(String(read({})[name])).toBe(options[name].default)
    }
  })
})

describe('endpoints', () => {
  test('the DDL endpoint alone serves for loading too', () => {
    const { connection } = readConfig(
      { SINK_NAME: 'x', SINGLESTORE_DATABASE: 'd', SINGLESTORE_DDL_ENDPOINT: 'm' },
      noFiles,
    )
    expect(connection.endpoints?.dml).toEqual([{ host: 'm', port: 3306 }])
  })

  test('of one kind in the environment silence those of the other kind in the properties', () => {
    expect(read({}, 'connection.ddlEndpoint=m').connection.endpoints?.ddl.host).toBe(
      'db.example.com',
    )
    const environment = {
      SINK_NAME: 'x',
      SINGLESTORE_DATABASE: 'd',
      SINGLESTORE_DDL_ENDPOINT: 'm',
      SINK_PROPERTIES: 'connection.clientEndpoint=c\nconnection.dmlEndpoints=a',
    }
    expect(readConfig(environment, noFiles).connection.endpoints).toMatchObject({
      ddl: { host: 'm' },
      dml: [{ host: 'a' }],
    })
  })

  test.each<[string, Environment, string]>([
    [
      'both kinds in one place',
      { SINGLESTORE_DDL_ENDPOINT: 'm' },
      'SINGLESTORE_ENDPOINT (property connection.clientEndpoint): contradicts SINGLESTORE_DDL_ENDPOINT',
    ],
    [
      'DML endpoints without the DDL endpoint',
      { SINGLESTORE_ENDPOINT: '', SINGLESTORE_DML_ENDPOINTS: 'a' },
      'SINGLESTORE_DML_ENDPOINTS (property connection.dmlEndpoints): needs the DDL endpoint beside it, in the same place: SINGLESTORE_DDL_ENDPOINT (property connection.ddlEndpoint)',
    ],
    [
      'a URL',
      { SINGLESTORE_ENDPOINT: 'mysql://u:hush@h/' },
      'SINGLESTORE_ENDPOINT (property connection.clientEndpoint): wants host[:port] without a scheme',
    ],
  ])('%s are refused', (_, environment, fault) => {
    expect(faultsOf(() => read(environment))).toEqual([expect.stringContaining(fault)])
  })
})

describe('the name of the sink', () => {
  test.each(['a', 'Größe 7', '\u{1F600}'.repeat(64), `x${'y'.repeat(63)}`])('may be %s', (name) => {
    expect(read({ SINK_NAME: ` ${name} ` }).sinkName).toBe(name)
  })

  test.each(['x'.repeat(65), 'a\nb', 'a\u0000', '\u{1F600}'.repeat(65), 'a\uD800'])(
    'may not be %j',
    (name) => {
      expect(faultsOf(() => read({ SINK_NAME: name }))).toEqual([
        'SINK_NAME: wants 1 to 64 characters, none of them a control character',
      ])
    },
  )

  test('is required with the ledger on, and only then', () => {
    expect(faultsOf(() => read({ SINK_NAME: '' }))).toEqual([
      expect.stringMatching(/^SINK_NAME: missing/),
    ])
    expect(read({ SINK_NAME: '', SINK_METADATA_ALLOW: 'false' }).sinkName).toBeNull()
  })
})

describe('files', () => {
  const { certificate } = selfSigned('authority')
  const file = { 'ca.pem': certificate, 'other.txt': 'hush' }
  const readFile = (path: string) =>
    Object.hasOwn(file, path) ? file[path as 'ca.pem'] : noFiles(path)

  test('a certificate may be given as the path of a file', () => {
    const config = readConfig({ ...complete, SINGLESTORE_CA: 'ca.pem' }, readFile)
    expect(config.connection.ca).toBe(certificate)
    const SINK_PROPERTIES = 'params.serverSslCert=ca.pem'
    expect(readConfig({ ...complete, SINK_PROPERTIES }, readFile).connection.ca).toBe(certificate)
  })

  test.each<[string, Environment, RegExp]>([
    [
      'a certificate that is none',
      { SINGLESTORE_CA: 'other.txt' },
      /SINGLESTORE_CA .*holds something else/,
    ],
    ['a certificate that is not there', { SINGLESTORE_CA: 'no.pem' }, /cannot be read \(ENOENT\)/],
    [
      'properties that are not there',
      { SINK_PROPERTIES_FILE: 'no.properties' },
      /^SINK_PROPERTIES_FILE: the file cannot be read \(ENOENT\)/,
    ],
  ])('%s: refused', (_, environment, fault) => {
    const faults = faultsOf(() => readConfig({ ...complete, ...environment }, readFile))
    expect(faults).toEqual([expect.stringMatching(fault)])
    expect(faults.join()).not.toContain('hush')
  })

  test('a certificate that cannot be read is not called missing as well', () => {
    const environment = {
      ...complete,
      SINGLESTORE_CLIENT_CERT: 'other.txt',
      SINGLESTORE_CLIENT_KEY: selfSigned('client').key,
    }
    expect(faultsOf(() => readConfig(environment, readFile))).toEqual([
      expect.stringMatching(/^SINGLESTORE_CLIENT_CERT: wants a PEM certificate/),
    ])
  })

  test('a client certificate without its key is told at once where no secret can hold the key', () => {
    const environment = { ...complete, SINGLESTORE_CLIENT_CERT: 'ca.pem' }
    expect(faultsOf(() => readConfig(environment, readFile))).toEqual([
      expect.stringMatching(/^SINGLESTORE_CLIENT_KEY: missing/),
    ])
    const withSecret = { ...environment, SINGLESTORE_SECRET_ID: 'db' }
    expect(readConfig(withSecret, readFile).connection.clientCertificate).toBe(certificate)
  })

  test('faults of a properties text name the line', () => {
    expect(faultsOf(() => read({}, 'max.retries=1\nmax.retries=2'))).toEqual([
      'SINK_PROPERTIES: line 2: max.retries is given twice; keep one',
    ])
  })
})

describe('an unknown name is a fault', () => {
  test.each<[string, Environment, string | undefined, string]>([
    [
      'variable',
      { SINK_TABLEKEYS: 'PRIMARY=id' },
      undefined,
      'SINK_TABLEKEYS: unknown environment variable; did you mean SINK_TABLE_KEYS?',
    ],
    [
      'variable of the connection',
      { SINGLESTORE_PASWORD: 'hush' },
      undefined,
      'SINGLESTORE_PASWORD: unknown environment variable; did you mean SINGLESTORE_PASSWORD?',
    ],
    ['property', {}, 'max.retry=3', 'max.retry: unknown property; did you mean max.retries?'],
    [
      'property of a family',
      {},
      'tablekey.PRIMARY=id',
      'tablekey.PRIMARY: unknown property; did you mean tableKey.…?',
    ],
    ['family without a member', {}, 'tableKey.=id', 'tableKey.: unknown property'],
    [
      'property far from any',
      {},
      'compression.level=a',
      'compression.level: unknown property; see the table of options in the README',
    ],
    ['JDBC parameter', {}, 'params.noSuchThing=true', 'params.noSuchThing: the sink uses no JDBC'],
  ])('%s', (_, environment, properties, fault) => {
    expect(faultsOf(() => read(environment, properties))).toEqual([expect.stringContaining(fault)])
  })

  test('variables of others do not concern the sink', () => {
    const others = { SINGLESTORE_TEST_URL: 'mysql://x', AWS_REGION: 'eu-central-1', SINKHOLE: '1' }
    expect(read(others)).toEqual(read({}))
  })
})

describe("a connector's file that is copied", () => {
  const copied = `
name=singlestore-sink-connector
connector.class=com.singlestore.kafka.SingleStoreSinkConnector
tasks.max=1
topics=songs
key.converter=org.apache.kafka.connect.storage.StringConverter
value.converter=org.apache.kafka.connect.json.JsonConverter
value.converter.schemas.enable=true
transforms=
errors.log.enable=true
connection.ddlEndpoint=singlestore-host1:3306
connection.database=test
connection.user=root
`

  test('works as it stands, and what means nothing here is listed', () => {
    const config = readConfig({ SINK_NAME: 'songs', SINK_PROPERTIES: copied }, noFiles)
    expect(config).toMatchObject({
      valueFormats: { otherwise: 'connect-json' },
      keyFormats: { otherwise: 'string' },
      connection: { database: 'test', endpoints: { ddl: { host: 'singlestore-host1' } } },
      ignoredProperties: [
        'name',
        'connector.class',
        'tasks.max',
        'topics (the event source mapping names the topic)',
        'transforms',
        'errors.log.enable',
      ],
    })
  })

  test.each([
    ['org.apache.kafka.connect.json.JsonConverter', 'connect-json'],
    ['org.apache.kafka.connect.storage.StringConverter', 'string'],
    ['org.apache.kafka.connect.converters.ByteArrayConverter', 'bytes'],
    ['io.confluent.connect.avro.AvroConverter', 'avro'],
    ['io.confluent.connect.protobuf.ProtobufConverter', 'protobuf'],
    ['io.confluent.connect.json.JsonSchemaConverter', 'json-schema'],
    ['com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter', 'avro'],
    [
      'com.amazonaws.services.schemaregistry.kafkaconnect.protobuf.ProtobufSchemaConverter',
      'protobuf',
    ],
    [
      'com.amazonaws.services.schemaregistry.kafkaconnect.jsonschema.JsonSchemaConverter',
      'json-schema',
    ],
  ])('the converter %s means the format %s', (converter, format) => {
    expect(read({}, `value.converter=${converter}`).valueFormats.otherwise).toBe(format)
    expect(read({}, `key.converter=${converter}`).keyFormats.otherwise).toBe(format)
  })

  test('SINK_VALUE_FORMAT wins over a converter, known or not', () => {
    const properties = 'value.converter=org.example.OtherConverter'
    expect(read({ SINK_VALUE_FORMAT: 'string' }, properties).valueFormats.otherwise).toBe('string')
  })

  test.each([
    ['value.converter=org.example.OtherConverter', 'value.converter: this converter is not known'],
    [
      'value.converter.schema.registry.ssl.truststore.location=/a.jks',
      'key stores of Java are not read',
    ],
    ['value.converter.replace.null.with.default=false', 'the default of a field always stands in'],
    ['transforms=unwrap', 'transforms: single message transforms are not run'],
    ['transforms.unwrap.type=x', 'transforms.unwrap: single message transforms are not run'],
    ['predicates=p', 'predicates: single message transforms are not run'],
    ['consumer.override.auto.offset.reset=latest', 'the event source mapping reads the topic'],
    ['errors.deadletterqueue.topic.name=dlq', 'dead letters go to a table'],
    [
      'connector.class=io.confluent.connect.jdbc.JdbcSinkConnector',
      'properties of another connector',
    ],
    [
      'params.trustServerCertificate=true',
      'set params.sslMode=required for encryption without proof',
    ],
    ['params.sslMode=preferred', 'falls back to plain text is refused'],
    [
      'connection.password=\u0024{file:/etc/hush:key}',
      'connection.password: placeholders of config',
    ],
    ['connection.password=****************', 'connection.password: is masked'],
    ['connection.password=[hidden]', 'put it into the secret (SINGLESTORE_SECRET_ID)'],
    ['errors.tolerance=some', 'wants none or all'],
  ])('what would change the meaning is refused: %s', (property, fault) => {
    expect(faultsOf(() => read({}, property))).toEqual([expect.stringContaining(fault)])
  })

  test('a masked login of the registry belongs into the secret of the registry', () => {
    expect(faultsOf(() => read({}, 'value.converter.basic.auth.user.info=****'))).toContainEqual(
      expect.stringContaining(
        'is masked: what was exported does not tell it; leave it out and put it into the secret (SINK_REGISTRY_SECRET_ID)',
      ),
    )
  })
})

describe('faults', () => {
  test('are told all at once, in one message', () => {
    const environment = {
      SINGLESTORE_ENDPOINT: 'mysql://h',
      SINK_VALUE_FORMAT: 'avor',
      SINK_TABLE_KEYS: 'PRIMRY=id',
      SINK_TABLE_NAMES: 'orders',
      SINK_AUTO_CREATE: 'yes',
      SINK_MAX_RETRIES: '-1',
      SINK_RETRY_BACKOFF_MS: '2147483648',
      SINK_UPSERT: 'yes',
      SINK_UNKNOWN: '1',
    }
    const places = faultsOf(() => readConfig(environment, noFiles)).map((fault) =>
      fault.replace(/[ :].*/, ''),
    )
    expect(new Set(places)).toEqual(new Set([...Object.keys(environment), 'SINK_NAME', 'no']))
    expect(() => readConfig(environment, noFiles)).toThrow(/^Configuration: 11 faults\n- /)
  })

  test.each<[Environment, string]>([
    [{ SINK_AUTO_CREATE: 'yes' }, 'SINK_AUTO_CREATE (property auto.create): wants true or false'],
    [
      { SINK_VALUE_FORMAT: 'xml' },
      'SINK_VALUE_FORMAT: wants one of auto, connect-json, json, avro, protobuf, json-schema, string, bytes, lambda-json, or topic=format',
    ],
    [{ SINK_MAX_RETRIES: '1.5' }, 'SINK_MAX_RETRIES (property max.retries): wants a whole number'],
    [{ SINGLESTORE_CONNECT_TIMEOUT_MS: '0' }, 'wants a whole number, 1 to 2147483647'],
    [{ SINK_TABLE_NAMES: 'a=b=c' }, 'pair 1 wants topic=table'],
    [{ SINK_TABLE_NAMES: 'a=b;a=c' }, 'names topic "a" twice'],
    [{ SINK_TABLE_NAMES: 'a=' }, 'the table of topic "a" is empty'],
    [{ SINK_TABLE_NAMES: '=b' }, 'the topic is empty'],
    [{ SINK_TABLE_NAMES: `${'t'.repeat(250)}=b` }, 'longer than 249 characters'],
    [{ SINK_TABLE_NAMES: 'a=`b' }, 'a back-quote is not closed'],
    [
      { SINK_TABLE_NAMES: 'a=kafka_connect_transaction_metadata' },
      'the table of topic "a" is the table of the ledger',
    ],
    [
      { SINK_TABLE_KEYS: 'PRIMARY=a,A' },
      'SINK_TABLE_KEYS (property tableKey.TYPE[.name]) PRIMARY: names column "A" twice',
    ],
    [{ SINGLESTORE_CLIENT_KEY: 'k.pem' }, 'SINGLESTORE_CLIENT_KEY: wants a PEM private key'],
  ])('name the variable, the property and the shape: %j', (environment, fault) => {
    expect(faultsOf(() => read(environment))).toEqual([expect.stringContaining(fault)])
  })

  test('never hold a secret, whatever else is wrong', () => {
    const secret = fc.stringMatching(/^[a-zA-Z0-9]{12,30}$/).map((text) => `hush-${text}`)
    const elsewhere = fc.subarray([
      'SINGLESTORE_ENDPOINT',
      'SINGLESTORE_DML_ENDPOINTS',
      'SINGLESTORE_TLS',
      'SINGLESTORE_CA',
      'SINGLESTORE_CLIENT_CERT',
      'SINGLESTORE_CLIENT_KEY',
      'SINGLESTORE_PASSWRD',
      'SINK_VALUE_FORMAT',
      'SINK_AUTO_CREATE',
      'SINK_MAX_RETRIES',
      'SINK_FILTER',
      'SINK_TABLE_NAMES',
      'SINK_PROPERTIES_FILE',
    ])
    fc.assert(
      fc.property(secret, elsewhere, (value, names) => {
        const environment = Object.fromEntries(names.map((name) => [name, ` ${value}:${value}`]))
        const properties = `connection.password=${value}\nmax.retries=${value}\nparams.sslMode=${value}\ntransforms=${value}`
        const faults = faultsOf(() =>
          read({ ...environment, SINGLESTORE_PASSWORD: value }, properties),
        )
        expect(faults.length).toBeGreaterThan(0)
        expect(faults.join('\n')).not.toContain(value)
      }),
    )
  })
})

test.each(['SINGLESTORE_SECRET_ID', 'SINK_REGISTRY_SECRET_ID'])(
  'a secret that is pasted where %s belongs is refused, and not told',
  (name) => {
    const secret = '{"username":"sink","password":"hunter2"}'
    let message = ''
    try {
      read({ [name]: secret })
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain(`${name}: wants the name or the ARN of a secret`)
    expect(message).not.toContain('hunter2')
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/singlestore-AbCdEf'
    for (const fine of [arn, 'shop/singlestore', 'prod+x=1@a.b_c']) {
      expect(() => read({ [name]: fine })).not.toThrow()
    }
  },
)
