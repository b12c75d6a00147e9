import { RecordError } from '../../errors.ts'
import type { FilterReason } from '../row-format.ts'

/**
 * What the `op` of a change event asks for: creates, updates and reads of a snapshot write a row.
 * @throws RecordError `ERR_RECORD_UNDECODABLE`
 */
export function operationOf(op: unknown): 'row' | FilterReason {
  switch (op) {
    case 'c':
    case 'u':
    case 'r':
      return 'row'
    case 'd':
      return 'delete'
    case 't':
      return 'truncate'
    case 'm':
      return 'message'
    default:
      throw new RecordError(
        'ERR_RECORD_UNDECODABLE',
        'op: is no operation of a Debezium change event; one of c, u, r, d, t and m is wanted',
      )
  }
}

/** The fault of an event that asks for a row and brings none. */
export function missingAfter(): RecordError {
  return new RecordError(
    'ERR_RECORD_UNDECODABLE',
    'after: is null, but the op of this Debezium change event (c, u or r) asks for a row; see that no transformation drops it',
  )
}
