import { SinkError } from '../errors.ts'

/** What a line of the log says of an error. */
export interface ErrorFacts {
  readonly message: string
  readonly errorCode?: string
}

export function errorFacts(error: unknown): ErrorFacts {
  return {
    message: error instanceof Error ? error.message : String(error),
    ...(error instanceof SinkError ? { errorCode: error.code } : {}),
  }
}
