import { converterSettings } from './converter-settings.ts'
import { type ForeignProperty, passedOver, refused } from './foreign-property.ts'
import { registryProperties } from './registry/registry-properties.ts'

const mappingMend =
  'the event source mapping reads the topic; set this there (BatchSize, StartingPosition, …) and leave it out'

/** What Kafka Connect itself lets a sink connector be configured with: `ConnectorConfig`, `SinkConnectorConfig`. */
export const connectProperties: readonly ForeignProperty[] = [
  {
    property: 'connector.class',
    harmless: /^com\.(?:singlestore|memsql)\.|^(?:SingleStore|MemSQL)Sink/,
    mend: 'these are the properties of another connector; give those of the SingleStore sink',
  },
  ...refused(
    ['memsql.'],
    'since its version 1.0.1 the connector writes singlestore. in place of memsql., and so does the sink: memsql.tableName.TOPIC is singlestore.tableName.TOPIC',
  ),
  ...passedOver([
    'name',
    'connector.plugin.version',
    'tasks.max',
    'tasks.max.enforce',
    'config.action.reload',
  ]),
  ...passedOver(['topics', 'topics.regex'], 'the event source mapping names the topic'),
  ...registryProperties,
  { property: 'key.converter', understood: true },
  { property: 'key.converter.schemas.enable', understood: true },
  { property: 'key.converter.' },
  { property: 'header.converter', remark: 'headers are kept as text, or as base64' },
  { property: 'header.converter.' },
  { property: 'value.converter', understood: true },
  { property: 'value.converter.schemas.enable', understood: true },
  ...converterSettings,
  ...passedOver(['errors.log.enable', 'errors.log.include.messages']),
  ...passedOver(
    ['errors.retry.timeout', 'errors.retry.delay.max.ms'],
    'max.retries and retry.backoff.ms say how the sink tries again',
  ),
  ...passedOver([
    'errors.deadletterqueue.topic.replication.factor',
    'errors.deadletterqueue.context.headers.enable',
  ]),
  {
    property: 'errors.deadletterqueue.topic.name',
    mend: 'dead letters go to a table, in the transaction of the rows, and to no topic; name the table by errors.deadletterqueue.table (SINK_DEAD_LETTER_TABLE) if need be, and leave this out',
  },
  // Each transform is refused with a mend of its own.
  { property: 'transforms', understood: true },
  { property: 'transforms.', understood: true },
  { property: 'predicates', understood: true },
  { property: 'predicates.', understood: true },
  ...refused(['consumer.override.'], mappingMend),
  ...refused(
    ['producer.override.', 'admin.override.'],
    'the sink writes to no topic; leave it out',
  ),
  ...refused(
    ['topic.creation.', 'exactly.once.support', 'transaction.boundary', 'offsets.storage.topic'],
    'this is a setting of a source connector; leave it out',
  ),
]
