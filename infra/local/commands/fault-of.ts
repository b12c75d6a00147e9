import type { Invocation } from '../lambda/invocation.ts'

export interface Fault {
  /** The sink's error code where it has one, else the name that Lambda gives the failure. */
  readonly code: string
  readonly message: string
}

/** Says what went wrong with an invocation, null when it was answered; timeouts and crashes in Lambda's own words. */
export function faultOf(invocation: Invocation): Fault | null {
  switch (invocation.kind) {
    case 'answered':
      return null
    case 'failed':
      return {
        code: invocation.errorCode ?? invocation.errorType,
        message: invocation.errorMessage,
      }
    case 'timed-out':
      return {
        code: 'Sandbox.Timedout',
        message: `Task timed out after ${(invocation.timeoutMs / 1000).toFixed(2)} seconds`,
      }
    case 'crashed': {
      const reason =
        invocation.signal === null
          ? `exit status ${invocation.exitCode ?? 'unknown'}`
          : `signal ${invocation.signal}`
      return { code: 'Runtime.ExitError', message: `Runtime exited with error: ${reason}` }
    }
    default:
      return invocation satisfies never
  }
}
