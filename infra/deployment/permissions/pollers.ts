import { consumerGroup } from '../names.ts'
import type { Brokers, Settings } from '../settings.ts'
import { kafkaArn } from './arns.ts'
import { keepFailedBatches } from './failed-batches.ts'
import { attachPollers } from './network-interfaces.ts'
import { allow, type Policy, type Statement } from './statement.ts'

/** What Lambda's pollers do under the sink's role; none of it is for the sink's own code. */
export function pollerPolicies(settings: Settings): readonly Policy[] {
  const policies: readonly Policy[] = [
    { name: 'poll-in-network', statements: attachPollers(settings) },
    { name: 'sign-in-at-brokers', statements: signIn(settings.brokers) },
    { name: 'keep-failed-batches', statements: keepFailedBatches(settings) },
    { name: 'find-brokers', statements: findBrokers(settings.brokers) },
    { name: 'read-topics', statements: readTopics(settings) },
  ]
  return policies.filter(({ statements }) => statements.length > 0)
}

function findBrokers(brokers: Brokers): readonly Statement[] {
  if (brokers.kind === 'self-managed') return []
  const { clusterArn, signIn } = brokers
  // Of DescribeCluster and DescribeClusterV2 one is enough, and only the second knows clusters without servers.
  const actions = ['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers']
  const scram = signIn.kind === 'SASL_SCRAM_512_AUTH' ? ['kafka:ListScramSecrets'] : []
  return [allow([...actions, ...scram], [clusterArn])]
}

function signIn({ signIn, ...brokers }: Brokers): readonly Statement[] {
  const login = signIn.kind === 'IAM' || signIn.kind === 'NONE' ? [] : [signIn.secretArn]
  const authority =
    brokers.kind === 'self-managed' && brokers.caSecretArn !== null ? [brokers.caSecretArn] : []
  const secrets = new Set([...login, ...authority])
  return secrets.size === 0 ? [] : [allow(['secretsmanager:GetSecretValue'], [...secrets])]
}

/** Brokers that do not know IAM have lists of their own: docs/permissions.md. */
function readTopics(settings: Settings): readonly Statement[] {
  const { brokers, topics } = settings
  if (brokers.kind === 'self-managed' || brokers.signIn.kind !== 'IAM') return []
  const { clusterArn } = brokers
  return [
    allow(
      ['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'],
      [clusterArn],
    ),
    allow(
      ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
      topics.map((topic) => kafkaArn(clusterArn, 'topic', topic)),
    ),
    allow(
      ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
      topics.map((topic) => kafkaArn(clusterArn, 'group', consumerGroup(settings, topic))),
    ),
  ]
}
