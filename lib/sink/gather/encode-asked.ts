import type { Catalog } from '../../singlestore/catalog.ts'
import { operationCheck } from '../../singlestore/changes/check-operation.ts'
import type { Operation } from '../../singlestore/changes/operation.ts'
import type { KeyedColumns } from '../../singlestore/keyed-row.ts'
import type { RowEncoder } from '../../singlestore/row-encoder.ts'
import type { ChangeRules } from '../../table/change-rules.ts'
import { keyedColumns } from './keyed-columns.ts'
import type { Asked } from './landing.ts'

/** All that is asked of one table, in the order of partitions and offsets. */
export interface TableWork<Source extends Asked> {
  readonly name: string
  /** Null where rows are only ever added. */
  readonly keyed: KeyedColumns | null
  readonly operations: readonly Operation<Source>[]
}

interface EncodingParts {
  readonly catalog: Pick<Catalog, 'table' | 'encoder'>
  readonly changes: ChangeRules
}

/**
 * Turns what is asked of tables that the catalog has prepared into operations on their keys.
 * @param fail takes an error found in what a record asks; it may throw
 * @throws StoreError for a table without a key, or without its version column
 */
export function encodeAsked<Source extends Asked>(
  asked: readonly Source[],
  { catalog, changes }: EncodingParts,
  fail: (error: unknown, source: Source) => void,
): readonly TableWork<Source>[] {
  return Array.from(
    Map.groupBy(asked, ({ table }) => table),
    ([name, ofTable]) => {
      const table = catalog.table(name)
      const keyed = keyedColumns(table, changes)
      const encoder = catalog.encoder(name)
      const check = keyed === null ? null : operationCheck(table, keyed.version)
      const operations: Operation<Source>[] = []
      for (const source of ofTable) {
        try {
          const operation = operationOf(source, encoder, keyed)
          check?.(operation)
          operations.push(operation)
        } catch (error) {
          fail(error, source)
        }
      }
      return { name, keyed, operations }
    },
  )
}

/** @throws RecordError; StoreError `ERR_COLUMN_MISSING` */
function operationOf<Source extends Asked>(
  source: Source,
  encoder: RowEncoder,
  keyed: KeyedColumns | null,
): Operation<Source> {
  const { record, change } = source
  switch (change.kind) {
    case 'write': {
      const origin = { record, key: change.key }
      if (keyed === null) {
        const row = encoder.encode(change.row, origin)
        return { kind: 'write', source, row, key: null, version: null }
      }
      const { row, key, version } = encoder.encodeKeyed(change.row, origin, keyed)
      return { kind: 'write', source, row, key, version }
    }
    case 'delete': {
      if (keyed === null) throw new RangeError('Only rows that are known by keys are deleted.')
      const origin = { record, key: change.key }
      const { key, version } = encoder.encodeDeleted(origin, change.before, keyed)
      return { kind: 'delete', source, key, version }
    }
    case 'truncate':
      return { kind: 'truncate', source }
    default:
      return change satisfies never
  }
}
