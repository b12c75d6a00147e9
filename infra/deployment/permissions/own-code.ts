import { attribute } from '../cloudformation.ts'
import { type FunctionKey, functionIds } from '../names.ts'
import type { Settings } from '../settings.ts'
import { useKeys } from './keys.ts'
import { allow, type Policy } from './statement.ts'

/** Its own log group, which the stack makes. Metrics go through the log, too. */
export function writeLogs(key: FunctionKey): Policy {
  const logGroup = attribute(functionIds(key).logGroup, 'Arn')
  return {
    name: 'write-logs',
    statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup])],
  }
}

export function sendTraces({ tracing }: Settings): readonly Policy[] {
  if (!tracing) return []
  // X-Ray has no resource for traces: Service Authorization Reference, "AWS X-Ray".
  const statement = allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*'])
  return [{ name: 'send-traces', statements: [statement] }]
}

/** What the function itself reads: the database's secret, and a registry's where it decodes records. */
export function ownSecrets(settings: Settings, key: FunctionKey): readonly string[] {
  const { databaseSecretArn, registrySecretArn } = settings
  if (key === 'ledger' || registrySecretArn === null) return [databaseSecretArn]
  return [...new Set([databaseSecretArn, registrySecretArn])]
}

export function readSecrets(settings: Settings, key: FunctionKey): Policy {
  return {
    name: 'read-secrets',
    statements: [
      allow(['secretsmanager:GetSecretValue'], ownSecrets(settings, key)),
      ...useKeys('kms:Decrypt', settings.kmsKeyArns, 'secretsmanager'),
    ],
  }
}

export function readSchemas({ readsGlueSchemas }: Settings): readonly Policy[] {
  if (!readsGlueSchemas) return []
  // Records name versions by id alone, and Glue checks such a request against no narrower resource: AWS Glue Developer
  // Guide, "AWS Glue Schema Registry", IAM example for deserializers.
  return [{ name: 'read-schemas', statements: [allow(['glue:GetSchemaVersion'], ['*'])] }]
}
