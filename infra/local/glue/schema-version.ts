/** One version of a schema, as Glue keeps it. */
export interface SchemaVersion {
  readonly definition: string
  readonly dataFormat: 'AVRO' | 'JSON' | 'PROTOBUF'
  /** AVAILABLE unless told. */
  readonly status?: 'AVAILABLE' | 'PENDING' | 'FAILURE' | 'DELETING'
}
