/** How one part of a record is read, by name; the values of `SINK_VALUE_FORMAT` and `SINK_KEY_FORMAT`. */
export type FormatName =
  | 'auto'
  | 'connect-json'
  | 'json'
  | 'avro'
  | 'protobuf'
  | 'json-schema'
  | 'string'
  | 'bytes'
  | 'lambda-json'

/** The format of each topic. */
export interface FormatNames {
  readonly byTopic: ReadonlyMap<string, FormatName>
  /** Of a topic that is not named. */
  readonly otherwise: FormatName
}
