import { LONGEST_FETCH_MS } from '../../lambda/credentials.ts'
import { type Deployed, type Judgement, type Remark, withoutFunction } from './judgement.ts'

/** Lambda's longest for a function that reads Kafka (with-msk-configure.html). */
const LONGEST_SECONDS = 840
/** Below it a full event of 6 MB, decoded, leaves little room. */
const LEAST_MB = 512
const DEFAULT_CONNECT_MS = 10_000

/** Timeouts against each other, and memory. */
export const functionLimits: Judgement = {
  name: 'Timeouts and memory',
  did: 'Compared the timeout of the sink’s function with those of connections, with its own retries and its hold.',
  lacks: withoutFunction,
  look: (deployed) => [...timeouts(deployed), ...memory(deployed)],
  fine: ({ sinkFunction, config }) => {
    const alone =
      config === null ? ', compared with nothing: the configuration could not be read' : ''
    return `${sinkFunction?.timeoutSeconds} s and ${sinkFunction?.memoryMb} MB${alone}.`
  },
}

function timeouts({ sinkFunction, config }: Deployed): readonly Remark[] {
  const seconds = sinkFunction?.timeoutSeconds ?? null
  if (seconds === null) return []
  const remarks: Remark[] = []
  const say = (outcome: Remark['outcome'], found: string, mend: string) =>
    remarks.push({ outcome, topic: null, found, mend })
  if (seconds > LONGEST_SECONDS) {
    say(
      'failed',
      `The function’s timeout is ${seconds} s; Lambda allows ${LONGEST_SECONDS} s for one that reads Kafka.`,
      `Set timeout-seconds to ${LONGEST_SECONDS} or less.`,
    )
  }
  if (config === null) return remarks
  const connectMs = config.connection.connectTimeoutMs ?? DEFAULT_CONNECT_MS
  if (connectMs >= seconds * 1000) {
    say(
      'failed',
      `The function ends after ${seconds} s, and a connection may take ${connectMs} ms: it is killed before it learns that the database is out of reach.`,
      'Set SINGLESTORE_CONNECT_TIMEOUT_MS well below timeout-seconds.',
    )
  }
  if (config.secretId !== null && LONGEST_FETCH_MS >= seconds * 1000) {
    say(
      'warned',
      `Reading the secret may take ${LONGEST_FETCH_MS / 1000} s, and the function ends after ${seconds} s: without a way to Secrets Manager it is killed before it can say so.`,
      `Set timeout-seconds to more than ${LONGEST_FETCH_MS / 1000}.`,
    )
  }
  const { maxRetries, retryBackoffMs, failureHoldMs } = config
  if (maxRetries * retryBackoffMs > seconds * 1000) {
    say(
      'warned',
      `The retries inside an invocation may wait ${Math.round((maxRetries * retryBackoffMs) / 1000)} s (SINK_MAX_RETRIES × SINK_RETRY_BACKOFF_MS), and the function ends after ${seconds} s: the last of them are never made.`,
      'Set fewer retries, a shorter backoff or a longer timeout-seconds.',
    )
  }
  if (failureHoldMs >= seconds * 1000) {
    say(
      'warned',
      `An invocation that commits nothing is to last ${failureHoldMs} ms (SINK_FAILURE_HOLD_MS), and the function ends after ${seconds} s: each failure takes nearly all of that, which looks like a slow sink.`,
      'Leave SINK_FAILURE_HOLD_MS to the deployment, or set it to less than 80 % of timeout-seconds.',
    )
  }
  return remarks
}

function memory({ sinkFunction }: Deployed): readonly Remark[] {
  const memoryMb = sinkFunction?.memoryMb ?? null
  if (memoryMb === null || memoryMb >= LEAST_MB) return []
  return [
    {
      outcome: 'warned',
      topic: null,
      found: `The function has ${memoryMb} MB, and a share of a CPU that goes with it: full events are slow, or end for want of memory.`,
      mend: 'Set memory-mb=1769, which is one whole vCPU.',
    },
  ]
}
