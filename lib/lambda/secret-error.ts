import { ConfigError, type SinkError, StoreError } from '../errors.ts'
import { faultName, isClientFault, isDenied, isWithoutRegion } from './aws-fault.ts'

/** The secret's name or state is wrong. */
const misconfigured: ReadonlySet<string> = new Set([
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
  'ValidationException',
])

/** Turns an error of Secrets Manager into the sink's own, by consequence; the cause is kept. */
export function toSecretError(error: unknown, secretId: string, option: string): SinkError {
  const name = faultName(error)
  if (name === 'CredentialsProviderError') {
    return new StoreError(
      'ERR_ACCESS_DENIED',
      `Reading secret ${secretId}: there are no credentials of AWS. A function has those of its role; elsewhere set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
      { transient: false, cause: error },
    )
  }
  if (isDenied(error)) {
    return new StoreError(
      'ERR_ACCESS_DENIED',
      `Reading secret ${secretId}: ${name}. Allow the function's role secretsmanager:GetSecretValue on it, and kms:Decrypt on its key where that is your own.`,
      { transient: false, cause: error },
    )
  }
  if (misconfigured.has(name) || isWithoutRegion(error)) {
    const mend = isWithoutRegion(error)
      ? 'no region is set; give the ARN of the secret or set AWS_REGION'
      : `${option} must be the name or the ARN of a secret in this account and region that is not marked for deletion`
    return new ConfigError([`secret ${secretId} cannot be read (${name}): ${mend}`], error)
  }
  if (isClientFault(error)) {
    return new StoreError(
      'ERR_STORE_PERMANENT',
      `Reading secret ${secretId}: Secrets Manager refuses the request (${name}).`,
      { transient: false, cause: error },
    )
  }
  return new StoreError(
    'ERR_STORE_TRANSIENT',
    `Reading secret ${secretId}: Secrets Manager does not answer (${name}). If this lasts, give the function's network a way to it: an interface endpoint or a NAT gateway.`,
    { transient: true, cause: error },
  )
}
