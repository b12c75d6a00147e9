/** Where a fault lies: coordinates only, never the contents of a record. */
export interface Coordinates {
  readonly topic?: string
  readonly partition?: number
  readonly offset?: number
  readonly table?: string
  readonly column?: string
}

/** Stable names of all faults; a `switch` over them narrows. */
export type ErrorCode =
  | 'ERR_CONFIG'
  | 'ERR_EVENT_INVALID'
  | 'ERR_EVENT_CLUSTER'
  | 'ERR_RECORD_UNDECODABLE'
  | 'ERR_RECORD_SCHEMA'
  | 'ERR_RECORD_UNMAPPABLE'
  | 'ERR_RECORD_OUT_OF_RANGE'
  | 'ERR_RECORD_TRANSFORM'
  | 'ERR_RECORD_REFUSED'
  | 'ERR_TOO_MANY_BAD'
  | 'ERR_SCHEMA_MISSING'
  | 'ERR_REGISTRY_UNREACHABLE'
  | 'ERR_REGISTRY_DENIED'
  | 'ERR_TABLE_MISSING'
  | 'ERR_TABLE_KEYS'
  | 'ERR_COLUMN_MISSING'
  | 'ERR_IDENTIFIER'
  | 'ERR_LEDGER_FOREIGN'
  | 'ERR_TOPIC_RECREATED'
  | 'ERR_RECORDS_UNDELIVERED'
  | 'ERR_LOAD_INCOMPLETE'
  | 'ERR_ACCESS_DENIED'
  | 'ERR_DEADLINE'
  | 'ERR_STORE_TRANSIENT'
  | 'ERR_STORE_PERMANENT'

interface ErrorDetails {
  readonly coordinates?: Coordinates
  readonly cause?: unknown
}

/** Base of every error this project throws; `code` is stable, `cause` is kept. */
export abstract class SinkError extends Error {
  readonly code: ErrorCode
  readonly coordinates: Coordinates

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.code = code
    this.coordinates = details.coordinates ?? {}
  }
}

/** The deployment is wrong: nothing can succeed until somebody changes it. All faults in one message, no secret in it. */
export class ConfigError extends SinkError {
  readonly faults: readonly string[]

  constructor(faults: readonly string[], cause?: unknown) {
    super('ERR_CONFIG', configMessage(faults), { cause })
    this.faults = faults
  }
}

function configMessage(faults: readonly string[]): string {
  const [only] = faults
  if (faults.length === 1 && only !== undefined) return `Configuration: ${only}`
  return [`Configuration: ${faults.length} faults`, ...faults.map((fault) => `- ${fault}`)].join(
    '\n',
  )
}

/** The event is no Kafka batch, or is damaged: nothing of it may be written or acknowledged. */
export class EventError extends SinkError {}

/** One record cannot become a row; it will fail again however often it is delivered. */
export class RecordError extends SinkError {}

/** The database, or what the sink needs of it, refused or failed. */
export class StoreError extends SinkError {
  /** Worth another try inside the same invocation. */
  readonly transient: boolean
  /** The server's error number, where it gave one. */
  readonly errno: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails & { readonly transient: boolean; readonly errno?: number | undefined },
  ) {
    super(code, message, details)
    this.transient = details.transient
    this.errno = details.errno
  }
}
