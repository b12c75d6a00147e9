import { describe, expect, test } from 'vitest'
import { faultsOf, givenConfig } from './given-config.ts'

describe('what means nothing here is passed over and named', () => {
  test.each([
    ['connector.plugin.version', '1'],
    ['topics.regex', '.*'],
    ['header.converter', 'org.apache.kafka.connect.storage.SimpleHeaderConverter'],
    ['value.converter.auto.register.schemas', 'false'],
    ['value.converter.value.subject.name.strategy', 'x.RecordNameStrategy'],
    ['errors.retry.timeout', '-1'],
    ['errors.deadletterqueue.context.headers.enable', 'true'],
    ['kafka.auth.mode', 'KAFKA_API_KEY'],
    ['kafka.api.secret', 'hush'],
    ['confluent.connector.type', 'CUSTOM'],
    ['confluent.custom.plugin.id', 'ccp-1'],
    ['confluent.custom.schema.registry.auto', 'FALSE'],
    ['params.socketTimeout', '1000'],
    ['params.tcpKeepAlive', 'true'],
    ['params.useCompression', 'false'],
    ['params.useSsl', 'true'],
    ['params.useSSL', 'false'],
    ['params.ssl', 'false'],
    ['params.USESSL', '1'],
    ['params.characterEncoding', 'UTF-8'],
    ['params.connectionCollation', 'utf8mb4_general_ci'],
    ['params.trustServerCertificate', 'false'],
    ['params.connectionAttributes', 'a:b'],
    ['params.prepStmtCacheSize', '250'],
  ])('%s=%s', (name, value) => {
    const { ignoredProperties, ...config } = givenConfig({}, `${name}=${value}`)
    expect(ignoredProperties).toEqual([expect.stringMatching(`^${name}( \\(.+\\))?$`)])
    expect({ ...config, ignoredProperties: [] }).toEqual(givenConfig({}))
  })
})

describe('what would change the meaning is refused with its mend', () => {
  test.each([
    [
      'errors.deadletterqueue.topic.name=dlq',
      'errors.deadletterqueue.table (SINK_DEAD_LETTER_TABLE)',
    ],
    ['transforms=unwrap', "Debezium's change events are unwrapped without"],
    ['transforms.route.type=x', 'transform.ts'],
    ['predicates.p.type=x', 'transform.ts'],
    ['consumer.override.max.poll.records=5', 'the event source mapping reads the topic'],
    ['producer.override.acks=1', 'the sink writes to no topic'],
    ['topic.creation.default.partitions=1', 'a source connector'],
    ['confluent.custom.schema.registry.auto=TRUE', 'give SINK_REGISTRY_URL with its login'],
    ['input.data.format=JSON_SR', 'SINK_VALUE_FORMAT'],
    ['input.key.format=STRING', 'SINK_KEY_FORMAT'],
    ['memsql.tableName.songs=s', 'memsql.tableName.TOPIC is singlestore.tableName.TOPIC'],
    ['memsql.metadata.allow=false', 'singlestore. in place of memsql.'],
    ['params.verifyServerCertificate=false', 'params.sslMode (SINGLESTORE_TLS)'],
    ['params.trustServerCertificate=true', 'params.sslMode=required'],
    ['params.disableSslHostnameVerification=true', 'params.sslMode=verify-ca'],
    ['params.keystore=/client.p12', 'SINGLESTORE_CLIENT_CERT and SINGLESTORE_CLIENT_KEY'],
    ['params.keyStorePassword=hush', 'give PEM'],
    ['params.trustStore=/a.jks', 'SINGLESTORE_CA (property params.serverSslCert)'],
    ['params.enabledSslProtocolSuites=TLSv1.3', 'TLS versions and ciphers are those of Node'],
    ['params.user=u', 'set connection.user'],
    ['params.password=hush', 'set connection.password'],
    ['params.credentialType=JWT', 'tokens (JWT) and Kerberos are not supported'],
    ['params.sessionVariables=sql_mode=ANSI', 'sessions are set up so that no row is lost'],
    ['params.useCompression=true', 'singlestore.loadDataCompression'],
    ['params.allowLocalInfile=false', 'LOAD DATA LOCAL'],
    ['params.characterEncoding=latin1', 'utf8mb4'],
    ['params.localSocket=/tmp/s', 'by TCP'],
    ['params.sslmode=disable', 'it knows sslMode'],
  ])('%s', (property, mend) => {
    const faults = faultsOf({}, property)
    expect(faults).toEqual([expect.stringContaining(mend)])
    expect(faults[0]?.startsWith(`${property.split('=')[0]}: `)).toBe(true)
    expect(faults[0]).not.toContain('hush')
  })
})
