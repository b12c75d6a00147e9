import { StoreError } from '../errors.ts'
import { mapColumns } from '../table/mapping.ts'
import type { MappingRules } from '../table/mapping-rules.ts'
import { locate } from './locate.ts'
import type { Plan } from './plan.ts'

/** A column that a schema lacks is found before a record is read: the first record of that schema stands for it. */
export function locateColumn(error: unknown, work: Plan, rules: MappingRules): unknown {
  if (!(error instanceof StoreError) || error.code !== 'ERR_COLUMN_MISSING') return error
  const { table, column, offset } = error.coordinates
  if (offset !== undefined) return error
  for (const [schema, record] of work.schemas.get(table ?? '') ?? []) {
    if (schema === null) continue
    const columns = mapColumns(table ?? '', { value: schema, key: null }, rules)
    if (columns.some(({ name }) => name === column)) {
      return locate(error, record)
    }
  }
  return error
}
