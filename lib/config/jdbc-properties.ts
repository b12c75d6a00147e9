import { type ForeignProperty, passedOver, refused } from './foreign-property.ts'

const params = (...names: readonly string[]) => names.map((name) => `params.${name}`)

const yes = /^(?:true|1)$/i
const no = /^(?:false|0)$/i

const storeMend =
  'key stores of Java are not read; give PEM: the authorities as SINGLESTORE_CA (property params.serverSslCert), certificate and key as SINGLESTORE_CLIENT_CERT and SINGLESTORE_CLIENT_KEY'

/**
 * Parameters that the connector hands to SingleStore's JDBC driver, `Configuration.java` of S2-JDBC 1.2, with the names
 * that MariaDB's and MySQL's drivers have for the same. The sink has a driver of its own.
 */
export const jdbcProperties: readonly ForeignProperty[] = [
  ...passedOver(
    params('useSsl', 'ssl', 'requireSSL'),
    'connections are encrypted, and the server proves itself, unless params.sslMode (SINGLESTORE_TLS) says otherwise',
  ),
  ...refused(
    params('verifyServerCertificate'),
    'the server proves itself unless params.sslMode (SINGLESTORE_TLS) says otherwise; set that',
    yes,
  ),
  ...refused(
    params('trustServerCertificate'),
    'set params.sslMode=required for encryption without proof of the server; better, verify-ca with its authority as params.serverSslCert',
    no,
  ),
  ...refused(
    params('disableSslHostnameVerification'),
    'set params.sslMode=verify-ca, which checks the authority and not the name of the host, and give params.serverSslCert',
    no,
  ),
  ...refused(
    params(
      'keyStore',
      'keyStorePassword',
      'keyStoreType',
      'trustStore',
      'trustStorePassword',
      'trustStoreType',
      'clientCertificateKeyStoreUrl',
      'clientCertificateKeyStorePassword',
      'clientCertificateKeyStoreType',
      'trustCertificateKeyStoreUrl',
      'trustCertificateKeyStorePassword',
      'trustCertificateKeyStoreType',
      'keyPassword',
    ),
    storeMend,
  ),
  ...refused(
    params('enabledSslProtocolSuites', 'enabledSslCipherSuites', 'tlsSocketType'),
    'TLS versions and ciphers are those of Node (1.2 and later); leave it out, or set them for Node by NODE_OPTIONS',
  ),
  ...refused(params('user'), 'set connection.user (SINGLESTORE_USER) in its place'),
  ...refused(params('password'), 'set connection.password (SINGLESTORE_PASSWORD) in its place'),
  ...refused(params('database'), 'set connection.database (SINGLESTORE_DATABASE) in its place'),
  ...refused(
    params('credentialType', 'servicePrincipalName', 'restrictedAuth'),
    'the sink logs in with a password, or a client certificate beside it; tokens (JWT) and Kerberos are not supported',
  ),
  ...refused(
    params('sessionVariables'),
    'sessions are set up so that no row is lost or changed; set what else is needed as a global variable of the database, or as default of the user',
  ),
  ...refused(
    params('allowLocalInfile'),
    'the sink loads rows with LOAD DATA LOCAL; leave it out',
    yes,
  ),
  ...refused(
    params('useCompression'),
    'the packets of a connection are not compressed; singlestore.loadDataCompression (SINK_LOAD_DATA_COMPRESSION) compresses the rows in them',
    no,
  ),
  ...refused(
    params('characterEncoding', 'connectionCollation', 'useUnicode'),
    'all text is sent as utf8mb4; leave it out',
    /^(?:utf-?8(?:mb4.*)?|true)$/i,
  ),
  ...refused(
    params('socketFactory', 'pipe', 'localSocket', 'localSocketAddress'),
    'the sink connects by TCP to the endpoints; leave it out',
  ),
  ...refused(
    params('allowMultiQueries', 'transactionReplay'),
    'the sink sends one statement at a time and tries whole transactions again; leave it out',
    no,
  ),
  ...passedOver(params('socketTimeout'), 'the deadline of the invocation bounds every statement'),
  ...passedOver(
    params('tcpKeepAlive'),
    'connections are kept alive and checked before they are used again',
  ),
  ...passedOver(params('connectionAttributes'), 'the sink gives its own'),
  ...passedOver(
    params(
      'autocommit',
      'blankTableNameMeta',
      'cachePrepStmts',
      'defaultFetchSize',
      'dumpQueriesOnException',
      'enableExtendedDataTypes',
      'geometryDefaultType',
      'includeThreadDumpInDeadlockExceptions',
      'maxIdleTime',
      'maxPoolSize',
      'maxQuerySizeToLog',
      'minPoolSize',
      'pool',
      'poolName',
      'poolValidMinDelay',
      'prepStmtCacheSize',
      'registerJmxPool',
      'retriesAllDown',
      'rewriteBatchedStatements',
      'tcpAbortiveClose',
      'tcpKeepCount',
      'tcpKeepIdle',
      'tcpKeepInterval',
      'tinyInt1isBit',
      'transactionIsolation',
      'useAffectedRows',
      'useReadAheadInput',
      'useResetConnection',
      'useServerPrepStmts',
      'vectorTypeOutputFormat',
      'yearIsDateType',
    ),
  ),
  {
    property: 'params.',
    mend: 'the sink uses no JDBC driver; of params. it knows sslMode, serverSslCert and connectTimeout',
  },
]
