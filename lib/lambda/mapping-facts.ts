import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda'
import type { MappingFacts } from './deployed-facts.ts'

/** Takes from an answer of AWS what the doctor judges. */
export function mappingFacts(mapping: EventSourceMappingConfiguration): MappingFacts {
  const kafka =
    mapping.AmazonManagedKafkaEventSourceConfig ?? mapping.SelfManagedKafkaEventSourceConfig
  const registry = kafka?.SchemaRegistryConfig
  const pollers = mapping.ProvisionedPollerConfig
  return {
    uuid: mapping.UUID ?? '',
    functionArn: mapping.FunctionArn ?? '',
    state: mapping.State ?? null,
    stateReason: mapping.StateTransitionReason ?? null,
    lastResult: mapping.LastProcessingResult ?? null,
    topics: mapping.Topics ?? [],
    clusterArn: mapping.EventSourceArn ?? null,
    bootstrapServers: mapping.SelfManagedEventSource?.Endpoints?.KAFKA_BOOTSTRAP_SERVERS ?? [],
    consumerGroup: kafka?.ConsumerGroupId ?? null,
    startingPosition: mapping.StartingPosition ?? null,
    batchSize: mapping.BatchSize ?? null,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds ?? null,
    reportsFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') === true,
    // An empty object is provisioned mode switched off.
    provisioned: pollers?.MinimumPollers !== undefined || pollers?.MaximumPollers !== undefined,
    maximumRetryAttempts: mapping.MaximumRetryAttempts ?? null,
    maximumRecordAgeSeconds: mapping.MaximumRecordAgeInSeconds ?? null,
    halvesBatches: mapping.BisectBatchOnFunctionError === true,
    destination: mapping.DestinationConfig?.OnFailure?.Destination || null,
    // What a key hides from us is there all the same.
    filters: mapping.FilterCriteria?.Filters?.length ?? (mapping.FilterCriteriaError ? 1 : 0),
    registry:
      registry?.EventRecordFormat === undefined
        ? null
        : {
            format: registry.EventRecordFormat,
            attributes: (registry.SchemaValidationConfigs ?? []).flatMap(
              ({ Attribute }) => Attribute ?? [],
            ),
          },
    metrics: mapping.MetricsConfig?.Metrics ?? [],
    logLevel: mapping.LoggingConfig?.SystemLogLevel ?? null,
  }
}
