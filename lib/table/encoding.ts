/** Whose column types a created table gets: ours, which lose nothing, or those of the Java connector. */
export type TypeProfile = 'lossless' | 'connector'

/** What becomes of a value that its column cannot hold: the record is bad, or NULL or the nearest value is written. */
export type OutOfRangePolicy = 'reject' | 'null' | 'clamp'

/** How values are written, wherever a schema leaves a choice. */
export interface Encoding {
  readonly profile: TypeProfile
  readonly outOfRange: OutOfRangePolicy
  /** Whether rows replace those that are stored (`SINK_UPSERT`): then NULL for an unchanged value would overwrite it. */
  readonly replaces: boolean
}

/** What nothing else is asked for. */
export const LOSSLESS: Encoding = { profile: 'lossless', outOfRange: 'reject', replaces: false }
