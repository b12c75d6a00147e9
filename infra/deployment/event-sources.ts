import { attribute, type Fragment, type Resource, ref, type Value } from './cloudformation.ts'
import { bucketArn } from './failed-batches-bucket.ts'
import { consumerGroup, functionIds, mappingId } from './names.ts'
import type { OnFailure, Polling, Settings } from './settings.ts'
import { sourceAccess } from './source-access.ts'

/** One event source mapping for each topic, and which UUID Lambda gave it. */
export function eventSources(settings: Settings): Fragment {
  const mappings = settings.topics.map((topic) => [mappingId(settings, topic), topic] as const)
  return {
    Resources: Object.fromEntries(mappings.map(([id, topic]) => [id, mapping(settings, topic)])),
    Outputs: Object.fromEntries(
      mappings.map(([id, topic]) => [
        id,
        { Description: `Event source mapping of the topic ${topic}`, Value: ref(id) },
      ]),
    ),
  }
}

function mapping(settings: Settings, topic: string): Resource {
  const { brokers, polling, onFailure } = settings
  const group = { ConsumerGroupId: consumerGroup(settings, topic) }
  const access = sourceAccess(brokers)
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      FunctionName: attribute(functionIds('sink').lambda, 'Arn'),
      ...(brokers.kind === 'msk'
        ? {
            EventSourceArn: brokers.clusterArn,
            AmazonManagedKafkaEventSourceConfig: group,
          }
        : {
            SelfManagedEventSource: {
              Endpoints: { KafkaBootstrapServers: brokers.bootstrapServers },
            },
            SelfManagedKafkaEventSourceConfig: group,
          }),
      Topics: [topic],
      ...(access.length > 0 && { SourceAccessConfigurations: access }),
      StartingPosition: settings.startingPosition,
      BatchSize: settings.batchSize,
      MaximumBatchingWindowInSeconds: settings.batchWindowSeconds,
      Enabled: settings.mappingEnabled,
      ...(onFailure.kind !== 'none' && {
        DestinationConfig: { OnFailure: { Destination: destination(onFailure) } },
      }),
      MetricsConfig: { Metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'] },
      ...provisioned(polling),
    },
  }
}

function destination(onFailure: Exclude<OnFailure, { readonly kind: 'none' }>): Value {
  return onFailure.kind === 's3' ? bucketArn(onFailure) : `kafka://${onFailure.topic}`
}

/** What Lambda takes in provisioned mode only. */
function provisioned(polling: Polling): Readonly<Record<string, Value>> {
  if (polling.mode === 'on-demand') return {}
  return {
    ProvisionedPollerConfig: {
      MinimumPollers: polling.minimumPollers,
      MaximumPollers: polling.maximumPollers,
      ...(polling.pollerGroup !== null && { PollerGroupName: polling.pollerGroup }),
    },
    // Also where the sink makes no reports: switched on later, it must find a mapping that heeds them, or Lambda commits what failed.
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: polling.maximumRetryAttempts,
    MaximumRecordAgeInSeconds: polling.maximumRecordAgeSeconds,
    BisectBatchOnFunctionError: polling.halveFailedBatches,
    LoggingConfig: { SystemLogLevel: polling.logLevel },
  }
}
