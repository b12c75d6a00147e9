import { describe, expect, test } from 'vitest'
import { faultsOf, givenConfig } from './given-config.ts'

describe('what means nothing here is passed over and named', () => {
  test.each([
    ['connector.plugin.version', '1'],
    ['topics.regex', '.*'],
    ['header.converter', 'org.apache.kafka.connect.storage.SimpleHeaderConverter'],
    ['value.converter.auto.register.schemas', 'false'],
    ['value.converter.value.subject.name.strategy', 'x.RecordNameStrategy'],
    ['value.converter.connect.meta.data', 'false'],
    ['value.converter.allow.optional.map.keys', 'true'],
    ['value.converter.optional.for.nullables', 'true'],
    ['value.converter.use.latest.version', 'false'],
    ['value.converter.enhanced.avro.schema.support', 'FALSE'],
    ['value.converter.flatten.singleton.unions', 'true'],
    ['value.converter.rule.metrics.enable', 'true'],
    ['value.converter.schemaAutoRegistrationEnabled', 'true'],
    [
      'value.converter.secondaryDeserializer',
      'io.confluent.kafka.serializers.KafkaAvroDeserializer',
    ],
    ['key.converter.enhanced.avro.schema.support', 'true'],
    ['errors.retry.timeout', '-1'],
    ['errors.deadletterqueue.context.headers.enable', 'true'],
    ['bootstrap.servers', 'broker:9092'],
    ['group.id', 'connect'],
    ['plugin.path', '/plugins'],
    ['offset.storage.topic', 'connect-offsets'],
    ['offset.flush.interval.ms', '1000'],
    ['rest.port', '8083'],
    ['consumer.max.poll.records', '5'],
    ['ssl.key.password', 'hush'],
    ['confluent.topic.bootstrap.servers', 'broker:9092'],
    ['tasksMax', '2'],
    ['batch.size', '3000'],
    ['insert.mode', 'insert'],
    ['pk.mode', 'none'],
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
    ['consumer.override.max.poll.records=5', 'the event source mapping reads the topic'],
    ['producer.override.acks=1', 'the sink writes to no topic'],
    ['topic.creation.default.partitions=1', 'a source connector'],
    ['confluent.custom.schema.registry.auto=TRUE', 'give SINK_REGISTRY_URL with its login'],
    ['input.data.format=JSON_SR', 'SINK_VALUE_FORMAT'],
    ['input.key.format=STRING', 'SINK_KEY_FORMAT'],
    ['table.name.format=kafka_', 'SINK_TABLE_NAMES'],
    ['insert.mode=upsert', 'SINK_UPSERT=true'],
    ['pk.mode=record_key', 'SINK_KEY_COLUMNS'],
    ['pk.fields=id', 'SINK_TABLE_KEYS'],
    ['apiVersion=kafka.strimzi.io/v1beta2', 'under its spec.config alone'],
    ['memsql.tableName.songs=s', 'memsql.tableName.TOPIC is singlestore.tableName.TOPIC'],
    ['memsql.metadata.allow=false', 'singlestore. in place of memsql.'],
    ['value.converter.use.latest.version=true', 'by the schema that it names'],
    ['value.converter.use.latest.with.metadata=a=b', 'by the schema that it names'],
    ['value.converter.enhanced.avro.schema.support=true', 'named by their types without'],
    [
      'value.converter.generalized.sum.type.support=true',
      'io.confluent.connect.json.OneOf.field.0',
    ],
    ['value.converter.flatten.singleton.unions=false', 'a union of one type is that type'],
    ['value.converter.flatten.unions=true', 'SINK_COLUMN_TO_FIELD'],
    ['value.converter.generate.index.for.unions=false', 'choice_0'],
    ['value.converter.generate.struct.for.nulls=true', 'is NULL'],
    ['value.converter.int.for.enums=true', 'an enum is its name'],
    ['value.converter.use.optional.for.nonrequired=true', 'null only where its type allows'],
    ['value.converter.preserve.additional.properties=true', 'or read the topic as json'],
    ['value.converter.json.fail.invalid.schema=true', 'not judged by their schema'],
    ['value.converter.rule.executors=encrypt', 'nothing is decrypted'],
    ['value.converter.request.header.Authorization=hush', 'no headers of your own'],
    [
      'value.converter.schema.registry.basic.auth.user.info=u:hush',
      'write value.converter.basic.auth.user.info',
    ],
    ['value.converter.encoding=UTF-16', 'text is read as UTF-8'],
    ['value.converter.secondaryDeserializer=org.example.Other', 'and no others'],
    ['value.converter.enhanced.arvo.schema.support=true', 'correct its name'],
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
