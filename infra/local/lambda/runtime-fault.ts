import type { RuntimeFault } from './invocation.ts'

/** Puts what a handler threw into the form of the Runtime API, its `code` added as `errorCode`. */
export function describeFault(thrown: unknown): RuntimeFault {
  if (!(thrown instanceof Error)) {
    return {
      errorType: typeof thrown,
      errorMessage: String(thrown),
      errorCode: null,
      stackTrace: [],
    }
  }
  const code: unknown = 'code' in thrown ? thrown.code : null
  return {
    errorType: thrown.name,
    errorMessage: thrown.message,
    errorCode: typeof code === 'string' ? code : null,
    stackTrace: (thrown.stack ?? '').split('\n'),
  }
}

/** Reads a fault that a runtime posted; members it left out get Lambda's own words for an unknown error. */
export function parseFault(body: string): RuntimeFault {
  const { errorType, errorMessage, errorCode, stackTrace } = JSON.parse(
    body,
  ) as Partial<RuntimeFault>
  return {
    errorType: errorType ?? 'Runtime.Unknown',
    errorMessage: errorMessage ?? 'unknown error',
    errorCode: errorCode ?? null,
    stackTrace: stackTrace ?? [],
  }
}
