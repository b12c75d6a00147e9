import { type ForeignProperty, passedOver, refused } from './foreign-property.ts'

/** What Confluent Cloud wraps around the properties of a connector. Amazon MSK Connect adds none of its own. */
export const cloudProperties: readonly ForeignProperty[] = [
  ...passedOver(
    [
      'kafka.auth.mode',
      'kafka.api.key',
      'kafka.api.secret',
      'kafka.service.account.id',
      'kafka.deployment.type',
      'kafka.endpoint',
      'kafka.region',
    ],
    'the event source mapping logs in to Kafka',
  ),
  ...passedOver([
    'cloud.environment',
    'cloud.provider',
    'confluent.connector.type',
    'confluent.custom.plugin.id',
    'confluent.custom.plugin.version',
    'confluent.custom.connection.endpoints',
    'max.poll.interval.ms',
    'max.poll.records',
  ]),
  {
    property: 'confluent.custom.schema.registry.auto',
    harmless: /^false$/i,
    mend: 'the sink must be told the registry; give SINK_REGISTRY_URL with its login, and leave it out',
  },
  ...refused(['schema.registry.'], 'give the registry as SINK_REGISTRY_URL with its login'),
  ...refused(
    ['input.data.format', 'value.data.format'],
    'say how values are read by SINK_VALUE_FORMAT (AVRO is avro, JSON_SR json-schema, PROTOBUF protobuf, JSON json or connect-json, STRING string, BYTES bytes), and leave it out',
  ),
  ...refused(
    ['input.key.format', 'key.data.format'],
    'say how keys are read by SINK_KEY_FORMAT, and leave it out',
  ),
]
