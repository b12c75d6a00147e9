import type { ForeignProperty } from './foreign-property.ts'
import { registryProperties } from './registry/registry-properties.ts'

const jdbcMend =
  'the sink uses no JDBC driver; of params. it knows sslMode, serverSslCert and connectTimeout'

/** Properties of Kafka Connect itself and of the JDBC driver below the connector; the first that fits a name counts. */
export const foreignProperties: readonly ForeignProperty[] = [
  { property: 'name' },
  {
    property: 'connector.class',
    harmless: /^com\.(?:singlestore|memsql)\.|^(?:SingleStore|MemSQL)Sink/,
    mend: 'these are the properties of another connector; give those of the SingleStore sink',
  },
  { property: 'tasks.max' },
  { property: 'tasks.max.enforce' },
  { property: 'topics' },
  { property: 'topics.regex' },
  { property: 'config.action.reload' },
  ...registryProperties,
  { property: 'key.converter', understood: true },
  { property: 'key.converter.schemas.enable', understood: true },
  { property: 'key.converter.' },
  { property: 'header.converter' },
  { property: 'header.converter.' },
  { property: 'value.converter', understood: true },
  { property: 'value.converter.schemas.enable', understood: true },
  { property: 'value.converter.schemas.cache.size' },
  { property: 'value.converter.decimal.format' },
  {
    property: 'value.converter.replace.null.with.default',
    harmless: /^true$/i,
    mend: 'the default of a field always stands in for its null; leave it out',
  },
  {
    property: 'value.converter.',
    mend: 'this setting of the converter is not known here; correct its name, or leave it out',
  },
  { property: 'errors.log.enable' },
  { property: 'errors.log.include.messages' },
  { property: 'errors.retry.timeout' },
  { property: 'errors.retry.delay.max.ms' },
  { property: 'errors.deadletterqueue.topic.replication.factor' },
  { property: 'errors.deadletterqueue.context.headers.enable' },
  {
    property: 'errors.deadletterqueue.topic.name',
    mend: 'the sink writes to no topic; leave it out',
  },
  {
    property: 'transforms',
    mend: 'single message transforms are not run; leave them out and let the producer do this',
  },
  { property: 'transforms.', mend: 'single message transforms are not run; leave it out' },
  { property: 'predicates', mend: 'predicates of transforms are not run; leave them out' },
  { property: 'predicates.', mend: 'predicates of transforms are not run; leave it out' },
  {
    property: 'consumer.override.',
    mend: 'the event source mapping reads the topic; set this there (BatchSize, StartingPosition, …) and leave it out',
  },
  {
    property: 'params.trustServerCertificate',
    harmless: /^(?:false|0)$/i,
    mend: 'set params.sslMode=verify-ca and give params.serverSslCert, or params.sslMode=required for no proof of the server',
  },
  {
    property: 'params.allowLocalInfile',
    harmless: /^(?:true|1)$/i,
    mend: 'the sink loads rows with it; leave it out',
  },
  { property: 'params.', mend: jdbcMend },
]

/** The row that speaks of a property, or null where the sink has never heard of it. */
export function findForeignProperty(name: string): ForeignProperty | null {
  return (
    foreignProperties.find(({ property }) =>
      property.endsWith('.') ? name.startsWith(property) : name === property,
    ) ?? null
  )
}
