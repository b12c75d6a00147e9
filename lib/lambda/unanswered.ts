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
      mend: `Give this machine some: ${SIGN_IN}.`,
    }
  }
  if (isUnknownCaller(error)) {
    return {
      ...about,
      isFinal: true,
      found: `AWS does not take the credentials that it is asked with (${name}): they are wrong, or have expired.`,
      mend: `Renew them: ${SIGN_IN}.`,
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
      found: 'No region is set, or none that could be one.',
      mend: 'Set AWS_REGION, or give the ARN of the function.',
    }
  }
  if (isWithoutHost(error)) {
    return {
      ...about,
      isFinal: true,
      found: `The name of Lambda's API in this region is not found (${causeName(error)}).`,
      mend: 'Correct the region (--region, AWS_REGION, or that of the ARN), and let this network look up names.',
    }
  }
  if (isForeignAnswer(error)) {
    return {
      ...about,
      isFinal: true,
      found: `Something else than AWS answers lambda:${action}, such as a proxy.`,
      mend: "Let this network reach Lambda's API itself; AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_LAMBDA must be empty, or name what speaks as AWS does.",
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

/** Throttling, and faults of the service itself, are answers, too: the network is in order. */
function hasAnswered(error: unknown): boolean {
  return error instanceof Error && '$fault' in error
}
