import type { Deployed, Judgement } from '../../../lib/doctor/deployment/judgement.ts'
import { judge } from '../../../lib/doctor/deployment/judgement.ts'
import type { Finding } from '../../../lib/doctor/finding.ts'
import type { FunctionFacts, MappingFacts } from '../../../lib/lambda/deployed-facts.ts'
import { type Environment, givenConfig } from '../config/given-config.ts'

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:sink-prod'

/** A mapping as the deployment makes it. */
export const goodMapping: MappingFacts = {
  uuid: '00000000-0000-4000-8000-000000000001',
  functionArn: ARN,
  state: 'Enabled',
  stateReason: 'USER_INITIATED',
  lastResult: 'OK',
  topics: ['orders'],
  clusterArn: 'arn:aws:kafka:eu-central-1:123456789012:cluster/shop/u',
  bootstrapServers: [],
  consumerGroup: 'sink-prod-orders',
  startingPosition: 'TRIM_HORIZON',
  batchSize: 10_000,
  windowSeconds: 1,
  reportsFailures: true,
  provisioned: true,
  maximumRetryAttempts: 10_000,
  maximumRecordAgeSeconds: -1,
  halvesBatches: false,
  destination: 'arn:aws:s3:::failed-batches',
  filters: 0,
  registry: null,
  metrics: ['EventCount', 'ErrorCount', 'KafkaMetrics'],
  logLevel: 'INFO',
}

/** A second topic of the same deployment. */
export const otherMapping: MappingFacts = {
  ...goodMapping,
  uuid: '00000000-0000-4000-8000-000000000002',
  topics: ['songs'],
  consumerGroup: 'sink-prod-songs',
}

export const goodFunction: FunctionFacts = {
  name: 'sink-prod',
  arn: ARN,
  runtime: 'nodejs24.x',
  handler: 'sink.handler',
  layers: [],
  memoryMb: 1769,
  timeoutSeconds: 300,
  state: 'Active',
  stateReason: null,
  lastUpdateStatus: 'Successful',
  lastUpdateReason: null,
  subnetIds: ['subnet-1', 'subnet-2'],
  differingVariables: [],
  partialResponses: true,
}

/** How a deployment differs from a good one. */
export interface Difference {
  /** Of the first mapping; the second stays as it is. */
  readonly mapping?: Partial<MappingFacts>
  readonly sinkFunction?: Partial<FunctionFacts> | null
  readonly environment?: Environment
}

export function deployedWith(difference: Difference = {}): Deployed {
  const { mapping, sinkFunction, environment = {} } = difference
  return {
    sinkFunction: sinkFunction === null ? null : { ...goodFunction, ...sinkFunction },
    mappings: [{ ...goodMapping, ...mapping }, otherMapping],
    config: givenConfig({ SINK_PARTIAL_RESPONSES: 'true', ...environment }),
  }
}

/** What a judgement says of such a deployment. */
export function judged(judgement: Judgement, difference: Difference = {}): Finding {
  return judge(judgement, deployedWith(difference))
}
