import type { JsonValue, Value } from '../../schema.ts'

/**
 * Reads what a JSON text holds for one schema node; made once per schema, called once per record.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE` or `ERR_RECORD_OUT_OF_RANGE` with the path of the node
 */
export type Reader = (json: JsonValue | undefined) => Value
