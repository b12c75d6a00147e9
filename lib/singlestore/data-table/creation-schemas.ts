import type { RowSchemas } from '../../table/row-schemas.ts'

/** Of the schemas of a table's records those it is created from: of the value, and of the key, where any of them has these. */
export function creationSchemas(schemas: readonly RowSchemas[]): RowSchemas {
  const withValue = schemas.filter(({ value }) => value !== null)
  return withValue.find(({ key }) => key !== null) ?? withValue[0] ?? { value: null, key: null }
}
