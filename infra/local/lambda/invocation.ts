/** What a handler threw, as the runtime reports it. */
export interface RuntimeFault {
  /** Name of the error's class. */
  readonly errorType: string
  readonly errorMessage: string
  /** The error's stable `code`, where it has one. */
  readonly errorCode: string | null
  readonly stackTrace: readonly string[]
}

/** How one invocation of a function ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly response: unknown }
  | ({ readonly kind: 'failed' } & RuntimeFault)
  | { readonly kind: 'timed-out'; readonly timeoutMs: number }
  /** The process ended by itself or was killed. */
  | { readonly kind: 'crashed'; readonly exitCode: number | null; readonly signal: string | null }

/** One finished invocation. */
export type Invocation = Outcome & {
  readonly requestId: string
  /** Whether a new container was started for it. */
  readonly coldStart: boolean
  /** What the handler wrote to standard output and standard error meanwhile, line by line. */
  readonly log: readonly string[]
}
