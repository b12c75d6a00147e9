import type { Column } from '../../../../lib/singlestore/column.ts'
import { columnsWithoutField } from '../../../../lib/singlestore/data-table/schema-fit.ts'
import type { Table } from '../../../../lib/singlestore/table.ts'
import type { DefinedColumn } from '../../../../lib/singlestore/table-definition.ts'
import { sameType } from './same-type.ts'

/** `unfilled`: no record has it; `required`: that neither, and it takes no NULL. */
export type ColumnVerdict = 'same' | 'converted' | 'missing' | 'unfilled' | 'required'

export interface ColumnDifference {
  readonly column: string
  /** Its type in the table; null where it has no such column. */
  readonly table: string | null
  /** The type that the sink would give it; null where the records do not tell one. */
  readonly wanted: string | null
  readonly verdict: ColumnVerdict
}

/**
 * Compares a table that exists with the one that the sink would make of the same records, column by column.
 * @param wanted the columns of that one; none where the records have no schema
 * @param filled the columns that rows fill, in lower case
 * @param missing the name of a column that rows fill and nothing tells the type of
 */
export function compareColumns(
  table: Table,
  wanted: readonly DefinedColumn[],
  filled: ReadonlySet<string>,
  missing: string | undefined,
): readonly ColumnDifference[] {
  const byName = new Map(wanted.map((column) => [fold(column.name), column]))
  const fields = [...filled, ...byName.keys()].map((name) => ({ name }))
  const required = new Set(columnsWithoutField(table, fields))
  const present = new Set(table.columns.map(({ name }) => fold(name)))
  const found = table.columns.map((column) => {
    const own = byName.get(fold(column.name)) ?? null
    return {
      column: column.name,
      table: presentText(column, own),
      wanted: own === null ? null : wantedText(own),
      verdict: verdictOf(column, own, { filled, required }),
    }
  })
  const lacking = wanted
    .filter(({ name }) => !present.has(fold(name)))
    .map((column) => ({
      column: column.name,
      table: null,
      wanted: wantedText(column),
      verdict: 'missing' as const,
    }))
  const untold =
    missing === undefined || present.has(fold(missing)) || byName.has(fold(missing))
      ? []
      : [{ column: missing, table: null, wanted: null, verdict: 'missing' as const }]
  return [...found, ...lacking, ...untold]
}

interface Fill {
  readonly filled: ReadonlySet<string>
  readonly required: ReadonlySet<Column>
}

function verdictOf(
  column: Column,
  wanted: DefinedColumn | null,
  { filled, required }: Fill,
): ColumnVerdict {
  if (wanted !== null) return sameType(column, wanted) ? 'same' : 'converted'
  if (filled.has(fold(column.name))) return 'converted'
  return required.has(column) ? 'required' : 'unfilled'
}

/** The collation only where the other one says its own. */
function presentText({ type, collation, isNullable }: Column, wanted: DefinedColumn | null) {
  const shown = wanted?.collation == null ? null : collation
  return typeText(type, shown, isNullable)
}

function wantedText({ type, collation, isNullable }: DefinedColumn): string {
  return typeText(type.toLowerCase(), collation, isNullable)
}

function typeText(type: string, collation: string | null, isNullable: boolean): string {
  return `${type}${collation === null ? '' : ` ${collation}`}${isNullable ? '' : ' NOT NULL'}`
}

function fold(name: string): string {
  return name.toLowerCase()
}
