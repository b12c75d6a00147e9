import type { ParameterName } from './parameter-table.ts'
import type { Reading } from './reading.ts'

/** All these are of one region: Lambda takes no cluster, secret, key or topic of another. */
const arnNames: readonly ParameterName[] = [
  'msk-cluster-arn',
  'singlestore-secret-arn',
  'broker-secret-arn',
  'broker-ca-secret-arn',
  'registry-secret-arn',
  'kms-key-arns',
  'failed-batches-kms-key-arn',
  'alarm-topic-arns',
]

/**
 * Reads the region of the deployment: the given one, else that of the ARNs, else null.
 * @param given by `--region` or AWS_REGION
 */
export function readRegion(reading: Reading, given: string | null): string | null {
  const regions = arnNames.flatMap((name) =>
    reading.list(name).map((arn) => ({ name, region: arn.split(':')[3] ?? '' })),
  )
  const region = given ?? regions[0]?.region ?? null
  const strangers = regions.filter((each) => each.region !== region)
  for (const name of new Set(strangers.map((stranger) => stranger.name))) {
    const others = strangers.filter((stranger) => stranger.name === name)
    const named = [...new Set(others.map((other) => other.region))].join(' and ')
    reading.faults.push(
      `${name} is in ${named} and the deployment in ${region}: all must be in one region${given === null ? '' : ', which --region or AWS_REGION names'}`,
    )
  }
  return region
}

/** A partition is a world of its own: `aws`, `aws-cn`, `aws-us-gov`. */
export function refuseOtherPartitions(reading: Reading): void {
  const [first, ...others] = [...arnNames, 'on-failure' as const].flatMap((name) =>
    reading
      .list(name)
      .filter((text) => text.startsWith('arn:'))
      .map((arn) => ({ name, partition: arn.split(':')[1] ?? '' })),
  )
  if (first === undefined) return
  const strangers = others.filter(({ partition }) => partition !== first.partition)
  for (const { name, partition } of strangers) {
    reading.faults.push(
      `${name} begins with arn:${partition} and ${first.name} with arn:${first.partition}: all must be of one partition`,
    )
  }
}
