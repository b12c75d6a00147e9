import { ConfigError, type SinkError, StoreError } from '../errors.ts'

/** Refusals that only a change of rights can lift; those of the role, of the key, and no credentials at all. */
const denied: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'DecryptionFailure',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'UnrecognizedClientException',
])

/** The secret's name or state is wrong. */
const misconfigured: ReadonlySet<string> = new Set([
  'InvalidParameterException',
  'InvalidRequestException',
  'ResourceNotFoundException',
  'ValidationException',
])

/** Turns an error of Secrets Manager into the sink's own, by consequence; the cause is kept. */
export function toSecretError(error: unknown, secretId: string): SinkError {
  const name = error instanceof Error ? error.name : 'unknown error'
  if (denied.has(name)) {
    return new StoreError(
      'ERR_ACCESS_DENIED',
      `Reading secret ${secretId}: ${name}. Allow the function's role secretsmanager:GetSecretValue on it, and kms:Decrypt on its key where that is your own.`,
      { transient: false, cause: error },
    )
  }
  if (misconfigured.has(name) || isWithoutRegion(error)) {
    const mend = isWithoutRegion(error)
      ? 'no region is set; give the ARN of the secret or set AWS_REGION'
      : 'SINGLESTORE_SECRET_ID must be the name or the ARN of a secret in this account and region that is not marked for deletion'
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

function isWithoutRegion(error: unknown): boolean {
  return error instanceof Error && error.message === 'Region is missing'
}

/** Throttling is a fault of the client, too, in the words of AWS, but passes by itself. */
function isClientFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('$fault' in error) || error.$fault !== 'client') return false
  return !/Throttl|TooManyRequests|LimitExceeded|RequestTimeout|SlowDown/.test(error.name)
}
