import { RecordError } from '../../errors.ts'
import type { Value } from '../../schema.ts'
import { readFault } from './read-fault.ts'
import type { ReadableType } from './value-type.ts'

/** avsc's own words for what is wrong with a whole body. */
const FAULTS: Readonly<Record<string, string>> = {
  'truncated buffer': 'the body ends in the middle of the value',
  'trailing data': 'the body goes on after the value',
}

/**
 * Reads a body that holds one value and nothing else.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE`, `ERR_RECORD_OUT_OF_RANGE`
 */
export function readBody(type: ReadableType, body: Buffer, path: string): Value {
  try {
    return type.fromBuffer(body) as Value
  } catch (error) {
    if (error instanceof RecordError || !(error instanceof Error)) throw error
    if (error instanceof RangeError) throw readFault(path, 'nests too deep to be read')
    const fault = FAULTS[error.message]
    if (fault === undefined) throw error
    throw readFault(path, fault)
  }
}
