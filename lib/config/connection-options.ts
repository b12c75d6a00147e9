import type { Option } from './option.ts'

/** How to reach the database and log in. */
export const connectionOptions = {
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
    meaning:
      'The aggregators that load rows: each container picks one, and goes on to another where that one fails.',
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
    verbatim: true,
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
    wants: 'one of verify-full, verify-ca, required, disabled',
    meaning: 'How the server proves itself: see [Reaching the database](#reaching-the-database).',
  },
  ca: {
    environment: 'SINGLESTORE_CA',
    property: 'params.serverSslCert',
    secretFields: ['ca', 'serverSslCert'],
    default: 'singlestore_bundle.pem in the bundle, if it is there',
    wants: 'PEM certificates, or the path of a file in the bundle that holds them',
    meaning:
      'The authorities that may vouch for the server: beside the public ones under verify-full, alone under verify-ca.',
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
} as const satisfies Readonly<Record<string, Option>>
