/** What a record carries beside its value. */
export type RecordPart = 'topic' | 'partition' | 'offset' | 'timestamp' | 'key' | 'headers'

/** A column that is filled from a part of the record rather than from its value. */
export interface ExtraColumn {
  readonly part: RecordPart
  readonly column: string
}
