import type { Schema } from '../../schema.ts'

/**
 * The column types of SingleStore's Kafka Connect sink, which knows no logical types.
 * Source: `getSqlType` of its `SingleStoreDialect`, 1.2.8.
 */
export const CONNECTOR_TYPES: Readonly<Record<Schema['type'], string>> = {
  boolean: 'TINYINT',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INT',
  int64: 'BIGINT',
  float32: 'FLOAT',
  float64: 'DOUBLE',
  string: 'TEXT',
  bytes: 'VARBINARY(1024)',
  array: 'JSON',
  map: 'JSON',
  struct: 'JSON',
}
