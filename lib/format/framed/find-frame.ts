import { deliveredSchemaOf, textOf } from '../part-of.ts'
import type { FormatRecord, Part } from '../record-format.ts'
import { confluentFrame, type Frame, glueFrame } from './frame.ts'
import { findHeader } from './header-frame.ts'
import { findPrefix } from './prefix-frame.ts'

/**
 * The frame that names a part's schema: what Lambda's registry integration says of it, else the header of Confluent's
 * serializers, else what the bytes begin with.
 * @throws RecordError `ERR_RECORD_UNDECODABLE` for a damaged header
 */
export function findFrame(record: FormatRecord, part: Part): Frame | null {
  return findDelivered(record, part) ?? findHeader(record, part) ?? findPrefix(textOf(record, part))
}

/** The frame that Lambda's registry integration has taken off: what it leaves is the body. */
export function findDelivered(record: FormatRecord, part: Part): Frame | null {
  const delivered = deliveredSchemaOf(record, part)
  if (delivered === null) return null
  const { schemaId } = delivered
  return schemaId.includes('-')
    ? glueFrame(schemaId.replaceAll('-', ''), 0, false)
    : confluentFrame(Number(schemaId), 0)
}
