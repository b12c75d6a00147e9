import type { MappingFacts } from '../../lambda/deployed-facts.ts'
import { type Judgement, listed, type Remark, topicOf } from './judgement.ts'

/** Codes of Lambda (with-kafka-troubleshoot.html), and what to do. */
const codes: readonly (readonly [RegExp, string])[] = [
  [
    /EVENT_SOURCE_AUTHN_ERROR|SASL authentication failed|failed to authenticate/i,
    'Check what Lambda signs in with at the brokers: the secret (parameters broker-auth, broker-secret-arn), the authority of the brokers’ certificates (broker-ca-secret-arn), and that the role may read both.',
  ],
  [
    /EVENT_SOURCE_AUTHZ_ERROR|failed to authorize/i,
    'Allow it to read the topic and the consumer group: by IAM kafka-cluster:Connect, DescribeTopic, ReadData, DescribeGroup and AlterGroup; by ACLs Describe and Read of topic and group.',
  ],
  [
    /ESM_CONFIG_NOT_VALID/,
    'Correct what the mapping says of the cluster: that the topic exists, and that subnets, security groups and brokers fit together; then deploy again.',
  ],
  [
    /FUNCTION_CONFIG_NOT_VALID/,
    'Correct the function: the mapping cannot invoke it as it is (its role, its network, a timeout of more than 840 s).',
  ],
  [
    /certificate or private key/i,
    'Store certificate and private key in the broker’s secret as PEM; the key as PKCS #8.',
  ],
  [
    /Function call failed|invok/i,
    'Read the sink’s log: its line of the level error says why the invocation fails.',
  ],
  [
    /connect|timed? ?out|network/i,
    'Give the pollers a way to the brokers: their subnets, and security groups that let the brokers’ port through to themselves.',
  ],
]

const elsewhere =
  'Look the message up in “Troubleshooting Kafka event source mapping errors” of the AWS Lambda guide.'

const changing: ReadonlySet<string> = new Set(['Creating', 'Enabling', 'Updating', 'Disabling'])
const harmless = /^(?:OK|No records processed)\.?$/i
/** A message of Lambda may go on and on. */
const LONGEST = 300

/** Whether each mapping polls, and what became of its last batch. */
export const mappingState: Judgement = {
  name: 'Mappings run',
  did: 'Read the state of each event source mapping and the result of its last batch.',
  lacks: () => null,
  look: ({ mappings }) =>
    mappings.length === 0
      ? [
          {
            outcome: 'failed',
            topic: null,
            found: 'The function has no event source mapping: nothing is delivered to it.',
            mend: 'Deploy the stack, or ask about another function.',
          },
        ]
      : mappings.flatMap(remarks),
  fine: ({ mappings }) =>
    `${listed(mappings.map(topicOf))}: enabled, and the last batch came through.`,
}

function remarks(mapping: MappingFacts): readonly Remark[] {
  const topic = topicOf(mapping)
  const { state, stateReason, lastResult } = mapping
  const found: Remark[] = []
  const reason = stateReason === null ? '' : ` (${short(stateReason)})`
  const code = mendOf(stateReason, codes.slice(0, 4))
  if (code !== null) {
    found.push({ outcome: 'failed', topic, found: `it is ${state}${reason}.`, mend: code })
  } else if (state === 'Disabled') {
    found.push({
      outcome: 'warned',
      topic,
      found: `it is paused${reason}: nothing is read.`,
      mend: 'Deploy with mapping-enabled=true when it shall go on, before the topic’s retention runs out.',
    })
  } else if (state !== null && changing.has(state)) {
    found.push({
      outcome: 'warned',
      topic,
      found: `it is ${state.toLowerCase()}${reason}.`,
      mend: 'That may take some minutes: ask again then.',
    })
  } else if (state !== 'Enabled') {
    found.push({
      outcome: 'failed',
      topic,
      found: `its state is ${state ?? 'not told'}${reason}.`,
      mend: 'Deploy the stack again.',
    })
  }
  if (lastResult !== null && lastResult !== '' && !harmless.test(lastResult)) {
    const isProblem = /PROBLEM|ERROR|fail|not valid|invalid/i.test(lastResult)
    found.push({
      outcome: isProblem ? 'failed' : 'warned',
      topic,
      found: `its last batch came to “${short(lastResult)}”.`,
      mend: mendOf(lastResult, codes) ?? elsewhere,
    })
  }
  return found
}

function mendOf(text: string | null, among: typeof codes): string | null {
  if (text === null) return null
  return among.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`
}
