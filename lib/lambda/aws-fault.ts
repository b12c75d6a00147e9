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

/** Whom AWS does not know, or no longer: no right of theirs is looked at. */
const unknownCaller: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
])

/** What gives a machine credentials; ends without a full stop. */
export const SIGN_IN =
  'set AWS_PROFILE and sign in (aws sso login), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'

/** How messages name an error of the AWS SDK. */
export function faultName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error'
}

/** As `faultName`; errors of the network have a code, and names that say nothing. */
export function causeName(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : faultName(error)
}

export function isUnknownCaller(error: unknown): boolean {
  return unknownCaller.has(faultName(error))
}

/** Whether the name of AWS's host is not found, as that of a region is which there is not. */
export function isWithoutHost(error: unknown): boolean {
  return ['ENOTFOUND', 'EAI_AGAIN'].includes(causeName(error))
}

/** Whether what answered is not AWS, such as a proxy with a page for people. The error's text quotes the answer: it is not told. */
export function isForeignAnswer(error: unknown): boolean {
  return ['SyntaxError', 'Unknown', 'UnknownError'].includes(faultName(error))
}

/** Whether AWS refuses who asks, whatever is asked for. */
export function isDenied(error: unknown): boolean {
  return denied.has(faultName(error))
}

export function isWithoutRegion(error: unknown): boolean {
  return error instanceof Error && /^Region (?:is missing$|not accepted)/.test(error.message)
}

/** Whether asking again is of no use. Throttling is a fault of the client, too, in the words of AWS, but passes by itself. */
export function isClientFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('$fault' in error) || error.$fault !== 'client') return false
  return !/Throttl|TooManyRequests|LimitExceeded|RequestTimeout|SlowDown/.test(error.name)
}
