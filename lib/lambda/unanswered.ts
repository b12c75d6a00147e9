import { faultName, isClientFault, isDenied, isWithoutRegion } from './aws-fault.ts'
import type { Unanswered } from './deployed-facts.ts'

export type LambdaAction =
  | 'GetFunctionConfiguration'
  | 'GetEventSourceMapping'
  | 'ListEventSourceMappings'

/** Says why AWS did not answer, by consequence. `isFinal`: it will answer nothing else either. */
export function unanswered(
  action: LambdaAction,
  resource: string,
  error: unknown,
): Unanswered & { readonly isFinal: boolean } {
  const name = faultName(error)
  const about = { action: `lambda:${action}`, isFinal: false }
  if (name === 'CredentialsProviderError') {
    return {
      ...about,
      isFinal: true,
      found: 'There are no credentials of AWS.',
      mend: 'Set AWS_PROFILE or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in anew.',
    }
  }
  if (name === 'ResourceNotFoundException') {
    return {
      ...about,
      found: `AWS knows no ${action === 'GetEventSourceMapping' ? 'event source mapping' : 'function'} ${resource} in this account and region.`,
      mend: 'Deploy the stack again, or ask about another function, account or region.',
    }
  }
  if (isDenied(error)) {
    return {
      ...about,
      found: `AWS refuses lambda:${action} on ${resource} (${name}).`,
      mend: `Allow whoever runs the doctor lambda:${action}${action === 'ListEventSourceMappings' ? ' on the resource *' : ''}.`,
    }
  }
  if (isWithoutRegion(error)) {
    return {
      ...about,
      isFinal: true,
      found: 'No region is set.',
      mend: 'Set AWS_REGION, or give the ARN of the function.',
    }
  }
  if (isClientFault(error)) {
    return {
      ...about,
      found: `Lambda refuses to answer lambda:${action} on ${resource} (${name}).`,
      mend: `Check the name ${resource}.`,
    }
  }
  if (hasAnswered(error)) {
    return {
      ...about,
      isFinal: true,
      found: `Lambda's API answers lambda:${action} with ${name}.`,
      mend: 'Run the doctor again in a minute: that passes by itself.',
    }
  }
  return {
    ...about,
    isFinal: true,
    found: `Could not ask AWS: Lambda's API did not answer lambda:${action} in time (${causeName(error)}).`,
    mend: "Give the function's network an interface endpoint com.amazonaws.<region>.lambda, or run npm run doctor from a machine with credentials; the sink itself needs no way there.",
  }
}

/** Errors of the network have a code; their names say nothing. */
function causeName(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : faultName(error)
}

/** Throttling, and faults of the service itself, are answers, too: the network is in order. */
function hasAnswered(error: unknown): boolean {
  return error instanceof Error && '$fault' in error
}
