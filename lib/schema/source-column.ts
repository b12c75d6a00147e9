import type { Schema } from '../schema.ts'
import { parameterNumber } from './parameter-number.ts'

/** What Debezium tells of the column a field comes from, where `column.propagate.source.type` asks it to. */
interface SourceColumn {
  /** As the database names it, in upper case: `VARCHAR`, `BPCHAR`, `DECIMAL UNSIGNED`. */
  readonly type: string
  /** Characters, digits or dimensions; null where it has none. */
  readonly length: number | null
  readonly scale: number | null
}

/** Null where the schema tells of no column. */
export function sourceColumn({ parameters }: Schema): SourceColumn | null {
  const type = parameters.get('__debezium.source.column.type')
  if (type === undefined) return null
  return {
    type: type.trim().toUpperCase(),
    length: parameterNumber(parameters.get(SOURCE_LENGTH), 1),
    scale: parameterNumber(parameters.get('__debezium.source.column.scale'), 0),
  }
}

/** Stands alone where only some types are propagated. */
export const SOURCE_LENGTH = '__debezium.source.column.length'
