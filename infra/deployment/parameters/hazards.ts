import { defaultConnectTimeoutMs } from '../../../lib/config/connection.ts'
import type { Config } from '../../../lib/config.ts'
import { knowsKeys } from '../../../lib/table/change-rules.ts'
import type { Settings } from '../settings.ts'

/**
 * What can be deployed and yet misses, delays or hides something, in sentences with the way out.
 * @param config null where the sink would refuse it
 */
export function hazardWarnings(settings: Settings, config: Config | null): readonly string[] {
  return [
    ...missedRecords(settings),
    ...arrivals(settings, config),
    ...throttles(settings),
    ...shortTime(settings, config),
    ...unheardAlarms(settings),
  ]
}

function missedRecords({ startingPosition }: Settings): readonly string[] {
  if (startingPosition !== 'LATEST') return []
  return [
    'starting-position=LATEST: what arrives while a mapping comes up can be missed; TRIM_HORIZON misses nothing',
  ]
}

function arrivals(
  { redriveOnArrival, onFailure }: Settings,
  config: Config | null,
): readonly string[] {
  if (!redriveOnArrival || onFailure.kind !== 's3') return []
  const { bucketArn } = onFailure
  return [
    ...(bucketArn === null
      ? []
      : [
          `redrive-on-arrival=true with on-failure=${bucketArn}: batches are redriven only where that bucket is of this account and region, and sends its events to EventBridge`,
        ]),
    ...(config !== null && overwritesNewer(config)
      ? [
          'redrive-on-arrival=true with upserts or deletes and without SINK_VERSION_COLUMN: a batch that comes late writes over newer rows; name a version column, or redrive by hand',
        ]
      : []),
  ]
}

function overwritesNewer({ changes }: Config): boolean {
  const { byTable, otherwise } = changes.version
  return knowsKeys(changes) && otherwise === null && byTable.size === 0
}

/** On demand there is one at least, too, of each topic that has records. */
function throttles({ reservedConcurrency, polling, topics }: Settings): readonly string[] {
  const least = polling.mode === 'provisioned' ? polling.minimumPollers : 1
  const pollers = least * topics.length
  if (reservedConcurrency === null || reservedConcurrency >= pollers) return []
  return [
    `reserved-concurrency=${reservedConcurrency} is less than the ${pollers} pollers of all topics: where all of them have records, Lambda throttles the sink`,
  ]
}

function shortTime({ timeoutSeconds }: Settings, config: Config | null): readonly string[] {
  if (config === null) return []
  const connectMs = config.connection.connectTimeoutMs ?? defaultConnectTimeoutMs
  if (connectMs < timeoutSeconds * 1000) return []
  return [
    `timeout-seconds=${timeoutSeconds} ends before a connection gives up (SINGLESTORE_CONNECT_TIMEOUT_MS=${connectMs}): the sink would be killed before it can say that the database is out of reach`,
  ]
}

function unheardAlarms({ alarms }: Settings): readonly string[] {
  if (alarms === null || alarms.email !== null || alarms.topicArns.length > 0) return []
  return [
    'alarms tell nobody: give alarm-email or alarm-topic-arns; the dashboard alone shows them, and alarms=false makes none',
  ]
}
