/** Refusals that only a change of rights can lift; those of the role, of the key, and no credentials at all. */
const denied: ReadonlySet<string> = new Set([
  'AccessDenied',
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

/** How messages name an error of the AWS SDK. */
export function faultName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error'
}

/** Whether AWS refuses who asks, whatever is asked for. */
export function isDenied(error: unknown): boolean {
  return denied.has(faultName(error))
}

export function isWithoutRegion(error: unknown): boolean {
  return error instanceof Error && error.message === 'Region is missing'
}

/** Whether asking again is of no use. Throttling is a fault of the client, too, in the words of AWS, but passes by itself. */
export function isClientFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('$fault' in error) || error.$fault !== 'client') return false
  return !/Throttl|TooManyRequests|LimitExceeded|RequestTimeout|SlowDown/.test(error.name)
}
