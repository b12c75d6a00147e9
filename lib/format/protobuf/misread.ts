import { RecordError } from '../../errors.ts'
import { memberPath } from '../member-path.ts'

type Code = 'ERR_RECORD_UNDECODABLE' | 'ERR_RECORD_OUT_OF_RANGE'

/** A fault inside a message on its way out: each message that it passes adds the field it came through. */
export class Misread extends Error {
  readonly code: Code
  readonly path: string[] = []

  constructor(code: Code, why: string, cause?: unknown) {
    super(why, cause === undefined ? undefined : { cause })
    this.name = 'Misread'
    this.code = code
  }
}

/** The fault as it leaves a field, or no known field. What protobufjs throws tells of positions, never of contents. */
export function misreadIn(field: string | undefined, fault: unknown): Misread {
  const misread = fault instanceof Misread ? fault : framingFault(fault)
  if (field !== undefined) misread.path.push(field)
  return misread
}

/** The fault of the record whose message of this name was read. */
export function recordFault(message: string, fault: unknown): RecordError {
  const { code, path, message: why, cause } = fault instanceof Misread ? fault : framingFault(fault)
  return new RecordError(code, `${path.toReversed().reduce(memberPath, message)}: ${why}`, {
    cause,
  })
}

function framingFault(fault: unknown): Misread {
  const why = fault instanceof Error ? fault.message : 'unreadable'
  return new Misread(
    'ERR_RECORD_UNDECODABLE',
    `not written with this schema, or damaged (${why})`,
    fault,
  )
}
