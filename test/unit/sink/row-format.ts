import { createRowFormat } from '../../../lib/format/create-row-format.ts'
import { createFormat } from '../../../lib/format/plain/create-format.ts'
import type { ValueFormat } from '../../../lib/format/plain/format.ts'
import { createPlainRecordFormat } from '../../../lib/format/plain/plain-record-format.ts'
import type { RowFormat } from '../../../lib/format/row-format.ts'

/** The rows of records that no registry is asked for. */
export function rowFormat(name: ValueFormat): RowFormat {
  return createRowFormat(createPlainRecordFormat(createFormat(name), 'value'))
}
