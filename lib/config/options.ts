/** One thing that can be configured; the README's table is made from these. */
export interface Option {
  readonly environment: string | null
  /** The connector's property; one that ends in a dot is a family, such as `tableKey.PRIMARY`. */
  readonly property: string | null
  /** How the rest of a family's property is written. */
  readonly member?: string
  /** Fields of the secret that carry it, besides its property and its environment name. */
  readonly secretFields?: readonly string[]
  /** The default as the documentation shows it; empty where there is none. */
  readonly default: string
  /** The shape a value must have, for messages and documentation. */
  readonly wants: string
  readonly meaning: string
  /** Present while the option is not supported yet: the values (in lower case) that ask for nothing. */
  readonly acceptedUntilSupported?: readonly string[]
}

/** Every option, in the order of the documentation. */
export const options = {
  clientEndpoint: {
    environment: 'SINGLESTORE_ENDPOINT',
    property: 'connection.clientEndpoint',
    secretFields: ['endpoint', 'clientEndpoint'],
    default: '',
    wants: 'host[:port] without a scheme (an IPv6 address in brackets)',
    meaning: 'The one endpoint of a Helios workspace; port 3306 unless given.',
  },
  ddlEndpoint: {
    environment: 'SINGLESTORE_DDL_ENDPOINT',
    property: 'connection.ddlEndpoint',
    secretFields: ['ddlEndpoint'],
    default: '',
    wants: 'host[:port] without a scheme (an IPv6 address in brackets)',
    meaning: 'The master aggregator of a self-managed cluster, in place of the one endpoint.',
  },
  dmlEndpoints: {
    environment: 'SINGLESTORE_DML_ENDPOINTS',
    property: 'connection.dmlEndpoints',
    secretFields: ['dmlEndpoints'],
    default: 'the DDL endpoint',
    wants: 'host[:port], several by comma, without a scheme',
    meaning: 'The aggregators that load rows.',
  },
  database: {
    environment: 'SINGLESTORE_DATABASE',
    property: 'connection.database',
    secretFields: ['database', 'dbname'],
    default: '',
    wants: 'the name of a database',
    meaning: 'The database that holds the tables and the ledger. Required.',
  },
  user: {
    environment: 'SINGLESTORE_USER',
    property: 'connection.user',
    secretFields: ['user', 'username'],
    default: 'root',
    wants: 'the name of a user',
    meaning: 'The user to log in as.',
  },
  password: {
    environment: 'SINGLESTORE_PASSWORD',
    property: 'connection.password',
    secretFields: ['password'],
    default: '',
    wants: 'a password',
    meaning: 'The password; better kept in the secret.',
  },
  secretId: {
    environment: 'SINGLESTORE_SECRET_ID',
    property: null,
    default: '',
    wants: 'the name or the ARN of a secret',
    meaning:
      'A secret in Secrets Manager: a JSON object with any of the connection fields. What the environment or the properties say wins over it.',
  },
  tls: {
    environment: 'SINGLESTORE_TLS',
    property: 'params.sslMode',
    secretFields: ['tls', 'sslMode'],
    default: 'verify-full',
    wants: 'one of verify-full, verify-ca, disabled',
    meaning: 'How the server proves itself; encryption without proof is refused.',
  },
  ca: {
    environment: 'SINGLESTORE_CA',
    property: 'params.serverSslCert',
    secretFields: ['ca', 'serverSslCert'],
    default: 'public authorities',
    wants: 'PEM certificates, or the path of a file in the bundle that holds them',
    meaning: 'The authorities that may vouch for the server.',
  },
  clientCertificate: {
    environment: 'SINGLESTORE_CLIENT_CERT',
    property: null,
    secretFields: ['clientCertificate', 'clientCert'],
    default: '',
    wants: 'a PEM certificate, or the path of a file in the bundle that holds it',
    meaning: 'The certificate the sink proves itself with; needs its key.',
  },
  clientKey: {
    environment: 'SINGLESTORE_CLIENT_KEY',
    property: null,
    secretFields: ['clientKey'],
    default: '',
    wants: 'a PEM private key without a passphrase, or the path of a file that holds it',
    meaning: 'The private key of the client certificate; better kept in the secret.',
  },
  connectTimeoutMs: {
    environment: 'SINGLESTORE_CONNECT_TIMEOUT_MS',
    property: 'params.connectTimeout',
    secretFields: ['connectTimeout'],
    default: '10000',
    wants: 'a whole number of milliseconds, 1 to 2147483647',
    meaning: 'How long to wait for a connection, in milliseconds.',
  },
  sinkName: {
    environment: 'SINK_NAME',
    property: null,
    default: '',
    wants: '1 to 64 characters, none of them a control character',
    meaning:
      'Names one deployment that reads one cluster, and is part of the ledger: it must outlive functions and mappings. Required with the ledger on.',
  },
  valueFormat: {
    environment: 'SINK_VALUE_FORMAT',
    property: null,
    default: 'auto',
    wants: 'one of auto, connect-json, json, string, bytes',
    meaning: 'How the value of a record is read. The property value.converter is understood too.',
  },
  keyFormat: {
    environment: 'SINK_KEY_FORMAT',
    property: null,
    default: 'auto',
    wants: 'auto',
    meaning: 'How the key of a record is read.',
    acceptedUntilSupported: ['auto'],
  },
  autoCreate: {
    environment: 'SINK_AUTO_CREATE',
    property: 'auto.create',
    default: 'true',
    wants: 'true or false',
    meaning: 'Whether a table that is missing is created.',
  },
  schemaEvolution: {
    environment: 'SINK_SCHEMA_EVOLUTION',
    property: 'auto.evolve',
    default: 'none',
    wants: 'none',
    meaning: 'Whether columns that are missing are added.',
    acceptedUntilSupported: ['none', 'false'],
  },
  typeProfile: {
    environment: 'SINK_TYPE_PROFILE',
    property: null,
    default: 'lossless',
    wants: 'lossless',
    meaning: 'Which column types a created table gets.',
    acceptedUntilSupported: ['lossless'],
  },
  tableKeys: {
    environment: 'SINK_TABLE_KEYS',
    property: 'tableKey.',
    member: 'TYPE[.name]',
    default: '',
    wants: 'TYPE[.name]=column[,column]; several by semicolon',
    meaning:
      'Keys of the tables that the sink creates: PRIMARY, UNIQUE, SHARD, COLUMNSTORE, KEY. Names may be back-quoted. The environment replaces all of the properties.',
  },
  ledger: {
    environment: 'SINK_METADATA_ALLOW',
    property: 'singlestore.metadata.allow',
    default: 'true',
    wants: 'true or false',
    meaning: 'Whether the ledger is kept; without it records may be written twice.',
  },
  ledgerTable: {
    environment: 'SINK_METADATA_TABLE',
    property: 'singlestore.metadata.table',
    default: 'kafka_connect_transaction_metadata',
    wants: 'the name of a table',
    meaning: 'The table that holds the ledger.',
  },
  tableNames: {
    environment: 'SINK_TABLE_NAMES',
    property: 'singlestore.tableName.',
    member: 'TOPIC',
    default: 'the name of the topic',
    wants: 'topic=table; several by semicolon',
    meaning: 'The table of a topic. The environment replaces all of the properties.',
  },
  routeField: {
    environment: 'SINK_RECORD_TO_TABLE_FIELD',
    property: 'singlestore.recordToTable.mappingField',
    default: '',
    wants: 'nothing',
    meaning: 'The field whose value picks the table.',
    acceptedUntilSupported: [],
  },
  routes: {
    environment: 'SINK_RECORD_TO_TABLE',
    property: 'singlestore.recordToTable.mapping.',
    member: 'VALUE',
    default: '',
    wants: 'nothing',
    meaning: 'The table of a value of that field.',
    acceptedUntilSupported: [],
  },
  columnToField: {
    environment: 'SINK_COLUMN_TO_FIELD',
    property: 'singlestore.columnToField.',
    member: 'TABLE.COLUMN',
    default: '',
    wants: 'nothing',
    meaning: 'The field that fills a column.',
    acceptedUntilSupported: [],
  },
  fieldsWhitelist: {
    environment: 'SINK_FIELDS_WHITELIST',
    property: 'fields.whitelist',
    default: 'all fields',
    wants: 'nothing',
    meaning: 'The fields that are written.',
    acceptedUntilSupported: [],
  },
  filter: {
    environment: 'SINK_FILTER',
    property: 'singlestore.filter',
    default: '',
    wants: 'nothing',
    meaning: 'Which records are written.',
    acceptedUntilSupported: [],
  },
  upsert: {
    environment: 'SINK_UPSERT',
    property: 'singlestore.upsert',
    default: 'false',
    wants: 'false',
    meaning: 'Whether a record replaces the row of the same key.',
    acceptedUntilSupported: ['false'],
  },
  loadDataCompression: {
    environment: 'SINK_LOAD_DATA_COMPRESSION',
    property: 'singlestore.loadDataCompression',
    default: 'Skip',
    wants: 'Skip',
    meaning: 'Whether rows are compressed on their way.',
    acceptedUntilSupported: ['skip'],
  },
  maxRetries: {
    environment: 'SINK_MAX_RETRIES',
    property: 'max.retries',
    default: '10',
    wants: 'a whole number, 0 to 2147483647',
    meaning: 'How often a transaction is tried again inside one invocation.',
  },
  retryBackoffMs: {
    environment: 'SINK_RETRY_BACKOFF_MS',
    property: 'retry.backoff.ms',
    default: '3000',
    wants: 'a whole number of milliseconds, 0 to 2147483647',
    meaning: 'The longest wait before another try, in milliseconds.',
  },
  errorsTolerance: {
    environment: 'SINK_ERRORS_TOLERANCE',
    property: 'errors.tolerance',
    default: 'none',
    wants: 'none',
    meaning: 'Whether a record that cannot become a row is set aside.',
    acceptedUntilSupported: ['none'],
  },
  deadLetterTable: {
    environment: 'SINK_DEAD_LETTER_TABLE',
    property: 'errors.deadletterqueue.table',
    default: 'kafka_dead_letters',
    wants: 'kafka_dead_letters',
    meaning: 'The table of the records set aside.',
    acceptedUntilSupported: ['kafka_dead_letters'],
  },
  partialResponses: {
    environment: 'SINK_PARTIAL_RESPONSES',
    property: null,
    default: 'false',
    wants: 'false',
    meaning: 'Whether the mapping has partial responses switched on.',
    acceptedUntilSupported: ['false'],
  },
  properties: {
    environment: 'SINK_PROPERTIES',
    property: null,
    default: '',
    wants: 'the text of a .properties file',
    meaning:
      "The connector's properties. They win over those of the file, the environment over both.",
  },
  propertiesFile: {
    environment: 'SINK_PROPERTIES_FILE',
    property: null,
    default: '',
    wants: 'the path of a .properties file in the bundle',
    meaning: 'A file of properties, for configurations over the 4 KB that Lambda allows.',
  },
} as const satisfies Readonly<Record<string, Option>>

export type OptionName = keyof typeof options

/** The same table with every row of one shape. */
export const optionRows: Readonly<Record<OptionName, Option>> = options

export const optionNames = Object.keys(options) as readonly OptionName[]
