import type { Column } from '../column.ts'
import { placesByName, type Table } from '../table.ts'
import { unescapeField } from '../tsv.ts'
import { canonicalText } from './canonical-text.ts'
import { foldText, withoutEnd } from './fold-text.ts'
import { keyLiteral } from './key-literal.ts'

/** What a key is compared by. */
export interface Identity {
  /** The same for keys that the server takes for equal in any case. */
  readonly exact: string
  /** The same for keys that the server may take for equal. */
  readonly group: string
}

/** The columns that a table's rows are known by, and what their fields mean. */
export class RowKey {
  readonly columns: readonly Column[]
  readonly #folds: boolean

  /** @param table whose first unique key it is; no key has an identity where there is none */
  constructor(table: Table) {
    const places = placesByName(table)
    const names = table.uniqueKeys[0] ?? []
    this.columns = names.flatMap((name) => {
      const column = table.columns[places.get(name) ?? places.get(name.toLowerCase()) ?? -1]
      return column === undefined ? [] : [column]
    })
    this.#folds = this.columns.some(isText)
  }

  /** @param fields as LOAD DATA writes them. @throws RecordError for what is no value of its column */
  identify(fields: readonly string[]): Identity {
    return this.#identity(this.#texts(fields))
  }

  /** Of a row that was selected. @throws RecordError */
  identifySelected(texts: readonly string[]): Identity {
    return this.#identity(this.columns.map((column, at) => canonicalText(texts[at] ?? '', column)))
  }

  /** @throws RecordError */
  literals(fields: readonly string[]): readonly string[] {
    const texts = this.#texts(fields)
    return this.columns.map((column, at) => keyLiteral(texts[at] ?? '', column))
  }

  #texts(fields: readonly string[]): readonly string[] {
    return this.columns.map((column, at) => fieldText(fields[at] ?? '', column))
  }

  #identity(texts: readonly string[]): Identity {
    const exact = joined(texts)
    if (!this.#folds) return { exact, group: exact }
    return { exact, group: joined(texts.map((text, at) => foldedText(text, this.columns[at]))) }
  }
}

/** The canonical text of a field that is not NULL. @throws RecordError */
export function fieldText(field: string, column: Column): string {
  return canonicalText(unescapeField(field), column)
}

function isText({ kind }: Column): boolean {
  return kind === 'text' || kind === 'other'
}

function foldedText(text: string, column: Column | undefined): string {
  if (column === undefined || !isText(column)) return text
  const { collation } = column
  // Some servers pad even these.
  return collation !== null && /(?:^binary|_bin)$/i.test(collation)
    ? withoutEnd(text)
    : foldText(text)
}

/** No two lists of texts give the same. */
function joined(texts: readonly string[]): string {
  const [only] = texts
  if (texts.length === 1 && only !== undefined) return only
  return texts.map((text) => `${text.length}:${text}`).join('')
}
