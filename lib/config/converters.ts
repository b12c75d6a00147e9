import type { FormatName } from '../format/format-name.ts'

/** Converters of Kafka Connect that say the same as a format; JsonConverter's depends on `schemas.enable`. */
export const converters: ReadonlyMap<string, (schemas: boolean) => FormatName> = new Map<
  string,
  (schemas: boolean) => FormatName
>([
  ['org.apache.kafka.connect.json.JsonConverter', (schemas) => (schemas ? 'connect-json' : 'json')],
  ['org.apache.kafka.connect.storage.StringConverter', () => 'string'],
  ['org.apache.kafka.connect.converters.ByteArrayConverter', () => 'bytes'],
  ['io.confluent.connect.avro.AvroConverter', () => 'avro'],
  ['io.confluent.connect.protobuf.ProtobufConverter', () => 'protobuf'],
  ['io.confluent.connect.json.JsonSchemaConverter', () => 'json-schema'],
  ['com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter', () => 'avro'],
  [
    'com.amazonaws.services.schemaregistry.kafkaconnect.protobuf.ProtobufSchemaConverter',
    () => 'protobuf',
  ],
  [
    'com.amazonaws.services.schemaregistry.kafkaconnect.jsonschema.JsonSchemaConverter',
    () => 'json-schema',
  ],
])
