import { ConfigError, type SinkError, StoreError } from '../errors.ts'
import {
  causeName,
  faultName,
  isClientFault,
  isDenied,
  isForeignAnswer,
  isUnknownCaller,
  isWithoutHost,
  isWithoutRegion,
  SIGN_IN,
} from './aws-fault.ts'

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
      `Reading secret ${secretId}: there are no credentials of AWS. A function has those of its role; elsewhere ${SIGN_IN}.`,
      { transient: false, cause: error },
    )
  }
  if (isUnknownCaller(error)) {
    return new StoreError(
      'ERR_ACCESS_DENIED',
      `Reading secret ${secretId}: AWS does not take the credentials (${name}). A function has those of its role; elsewhere ${SIGN_IN}.`,
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
      ? 'no region is set, or none that could be one; give the ARN of the secret or set AWS_REGION'
      : `${option} must be the name or the ARN of a secret in this account and region that is not marked for deletion`
    return new ConfigError([`secret ${secretId} cannot be read (${name}): ${mend}`], error)
  }
  if (isWithoutHost(error)) {
    return new StoreError(
      'ERR_STORE_TRANSIENT',
      `Reading secret ${secretId}: the name of Secrets Manager in this region is not found (${causeName(error)}). Correct the region (AWS_REGION, or that of the ARN), and let this network look up names.`,
      { transient: true, cause: error },
    )
  }
  if (isForeignAnswer(error)) {
    // The error itself quotes what it could not read, which may be a piece of a secret.
    return new StoreError(
      'ERR_STORE_TRANSIENT',
      `Reading secret ${secretId}: something else than Secrets Manager answers, such as a proxy. Let this network reach it; AWS_ENDPOINT_URL must be empty, or name what speaks as AWS does.`,
      { transient: true },
    )
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
    `Reading secret ${secretId}: Secrets Manager does not answer (${causeName(error)}). If this lasts, give the function's network a way to it: an interface endpoint or a NAT gateway.`,
    { transient: true, cause: error },
  )
}
