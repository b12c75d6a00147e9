import { substitute, type Value } from '../cloudformation.ts'
import { type FunctionKey, functionName } from '../names.ts'
import type { Settings } from '../settings.ts'

/** A function's ARN by its name: its role cannot refer to it, for it refers to its role. */
export function functionArn(settings: Pick<Settings, 'stackName'>, key: FunctionKey): Value {
  const name = functionName(settings, key)
  return substitute(
    `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${name}`,
  )
}

/**
 * What belongs to a cluster of MSK, for IAM: `arn:…:topic/<cluster>/<uuid>/<name>`. Clusters without servers have the same form.
 *
 * Source: Amazon MSK Developer Guide, "Semantics of IAM authorization policy actions and resources".
 */
export function kafkaArn(clusterArn: string, kind: 'topic' | 'group', name: string): string {
  return `${clusterArn.replace(':cluster/', `:${kind}/`)}/${literal(name)}`
}

/**
 * A name in an ARN that stands for itself alone: a group's may hold an asterisk, which IAM would take for every name.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags", special characters.
 */
function literal(name: string): string {
  return name.replace(/[*?$]/g, (sign) => `\${${sign}}`)
}

/** Of an ARN: what a condition on `kms:ViaService` calls a service that uses a key in the key's region. */
export function serviceNames(service: string, keyArn: string): readonly string[] {
  const [, partition, , region] = keyArn.split(':')
  const name = `${service}.${region}.amazonaws.com`
  // Which of the two KMS sees in China is not documented.
  return partition === 'aws-cn' ? [name, `${name}.cn`] : [name]
}
