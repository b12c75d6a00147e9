/** When a batch is full: whichever is reached first. */
export interface BatchLimits {
  /** Records, 1 to 10 000. */
  readonly batchSize: number
  /** How much log time one batch may span; infinite while a backlog is read. */
  readonly windowMs: number
  /** Bytes of the whole event's JSON, base64 and envelope included. */
  readonly payloadBytes: number
}

/** Lambda's unchangeable limit for the payload of one synchronous invocation. */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024
