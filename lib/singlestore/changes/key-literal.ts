import type { Column } from '../column.ts'
import { quoteString } from '../identifier.ts'

/** A value as SQL compares it with its column. @param canonical its canonical text: nothing else is a number for certain */
export function keyLiteral(canonical: string, column: Column): string {
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return canonical
    case 'float':
      // Without an exponent it would be a decimal.
      return canonical.includes('e') ? canonical : `${canonical}e0`
    case 'binary':
      return `FROM_BASE64(${quoteString(canonical)})`
    case 'text':
    case 'date':
    case 'time':
    case 'datetime':
    case 'json':
    case 'bit':
    case 'other':
      return quoteString(canonical)
    default:
      return column.kind satisfies never
  }
}
