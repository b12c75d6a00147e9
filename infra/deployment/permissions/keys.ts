import { serviceNames } from './arns.ts'
import { allow, type Statement } from './statement.ts'

/** The use of customer keys through one service alone: none of them can be used on anything else. No keys, no statement. */
export function useKeys(
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
  keyArns: readonly string[],
  service: 'secretsmanager' | 's3',
): readonly Statement[] {
  if (keyArns.length === 0) return []
  const services = new Set(keyArns.flatMap((keyArn) => serviceNames(service, keyArn)))
  return [allow([action], keyArns, { StringEquals: { 'kms:ViaService': [...services] } })]
}
