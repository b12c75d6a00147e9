import type { Settings } from '../settings.ts'
import { failureHoldMs } from './failure-hold.ts'
import { hazardWarnings } from './hazards.ts'
import { limitFaults } from './limits.ts'
import type { ParameterName } from './parameter-table.ts'
import { readAlarms } from './read-alarms.ts'
import { readBrokers } from './read-brokers.ts'
import { readEnvironment } from './read-environment.ts'
import { readNetwork } from './read-network.ts'
import { readOnFailure } from './read-on-failure.ts'
import { readPolling } from './read-polling.ts'
import { readRegion, refuseOtherPartitions } from './read-region.ts'
import { type Given, Reading } from './reading.ts'

/** What the parameters of a deployment come to. */
export interface Judgement {
  /** Whole even where there are faults: defaults stand in for what is wrong, examples for what is missing. */
  readonly settings: Settings
  /** Null where neither an option nor an ARN names it. */
  readonly region: string | null
  /** One sentence each, with the mend; nothing may be deployed. */
  readonly faults: readonly string[]
  /** Required, and missing or still an EXAMPLE. */
  readonly unset: readonly ParameterName[]
  readonly warnings: readonly string[]
}

/**
 * Reads the parameters of a deployment.
 * @param givenRegion null: that of the ARNs
 * @param readFile gives the text of a file of the folder `bundled/`; throws as `readFileSync` does
 */
export function readParameters(
  stage: string,
  givenRegion: string | null,
  given: Given,
  readFile: (path: string) => string,
): Judgement {
  const reading = new Reading(given)
  const sinkName = reading.required('sink-name')
  const stackName = `singlestore-sink-${sinkName}-${stage}`
  const topics = reading.required('topics').split(',')
  const brokers = readBrokers(reading)
  const region = readRegion(reading, givenRegion)
  refuseOtherPartitions(reading)
  const onFailure = readOnFailure(reading, topics)
  const polling = readPolling(reading, { topics, brokers, onFailure, stackName })
  const timeoutSeconds = reading.number('timeout-seconds')
  const partialResponses = polling.mode === 'provisioned' && polling.partialResponses
  const { environment, config } = readEnvironment(reading, given, {
    sinkName,
    partialResponses,
    failureHoldMs: failureHoldMs(polling, onFailure, timeoutSeconds),
    readFile,
  })
  const settings: Settings = {
    stage,
    sinkName,
    stackName,
    topics: reading.text('mapping-enabled') === 'removed' ? [] : topics,
    brokers,
    consumerGroupPrefix: reading.text('consumer-group-prefix') ?? stackName,
    startingPosition: reading.text('starting-position') === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    batchSize: reading.number('batch-size'),
    batchWindowSeconds: reading.number('batch-window-seconds'),
    mappingEnabled: reading.flag('mapping-enabled'),
    polling,
    onFailure,
    redriveOnArrival: reading.flag('redrive-on-arrival'),
    compactDaily: reading.flag('compact-daily'),
    databaseSecretArn: reading.required('singlestore-secret-arn'),
    registrySecretArn: reading.text('registry-secret-arn'),
    readsGlueSchemas: reading.flag('read-glue-schemas'),
    kmsKeyArns: reading.list('kms-key-arns'),
    network: readNetwork(reading, 'function-subnet-ids', 'function-security-group-ids'),
    memoryMb: reading.number('memory-mb'),
    timeoutSeconds,
    reservedConcurrency: reading.isGiven('reserved-concurrency')
      ? reading.number('reserved-concurrency')
      : null,
    logRetentionDays: reading.number('log-retention-days'),
    tracing: reading.flag('tracing'),
    alarms: readAlarms(reading),
    dashboard: reading.flag('dashboard'),
    environment,
  }
  return {
    settings,
    region,
    faults: [...reading.faults, ...limitFaults(settings)],
    unset: reading.unset,
    warnings: [...reading.warnings, ...hazardWarnings(settings, config)],
  }
}
