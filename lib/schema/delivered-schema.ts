/**
 * What a registry integration of the event source mapping says of a key or value whose frame it has taken off. Lambda's
 * own words.
 */
export interface DeliveredSchema {
  /** What the schema is written in; not how the bytes are: with `EventRecordFormat=JSON` they are JSON all the same. */
  readonly dataFormat: 'AVRO' | 'PROTOBUF' | 'JSON'
  /** Confluent's id in decimal digits, or the UUID of a Glue schema version. */
  readonly schemaId: string
}
