import { StoreError } from '../errors.ts'
import { mapColumns } from '../table/mapping.ts'
import type { MappingRules } from '../table/mapping-rules.ts'
import { locate } from './locate.ts'
import type { Sighting } from './sightings.ts'

/** A column that a schema lacks is found before a record is read: the first record of that schema stands for it. */
export function locateColumn(
  error: unknown,
  schemas: ReadonlyMap<string, Iterable<Sighting>>,
  rules: MappingRules,
): unknown {
  if (!(error instanceof StoreError) || error.code !== 'ERR_COLUMN_MISSING') return error
  const { table, column, offset } = error.coordinates
  if (offset !== undefined) return error
  for (const { schemas: of, record } of schemas.get(table ?? '') ?? []) {
    const { value, key } = of
    if (value === null) continue
    const columns = mapColumns(table ?? '', { value, key }, rules)
    if (columns.some(({ name }) => name === column)) return locate(error, record)
  }
  return error
}
