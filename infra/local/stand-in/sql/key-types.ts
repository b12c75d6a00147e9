import { Refusal, unsupported } from './refusal.ts'
import { findColumn, type Key, type TableModel } from './table-model.ts'

const TEXT_OR_BLOB = /TEXT$|BLOB$/

/**
 * Throws a Refusal for a column whose type its key cannot have: JSON and VECTOR in any key, TEXT and BLOB in a
 * primary key and in the indexes of a columnstore (reference: what a stand-in must reject). Sort keys on
 * texts are usual.
 */
export function assertKeyTypes(table: TableModel, key: Key): void {
  for (const { name } of key.columns) {
    const base = findColumn(table, name)?.type.base ?? ''
    const isIndex = key.kind !== 'shard' && key.kind !== 'sort'
    const isNever = base === 'JSON' || base === 'VECTOR'
    if (isNever && !isIndex) {
      throw unsupported(`${base} column '${name}' in a ${key.kind.toUpperCase()} KEY`)
    }
    const refused = isIndex && !key.unenforced && isRefusedInIndex(table, key)
    if (!isNever && !(refused && TEXT_OR_BLOB.test(base))) continue
    throw new Refusal(
      1170,
      '42000',
      `BLOB/TEXT column '${name}' used in key specification without a key length`,
    )
  }
}

function isRefusedInIndex(table: TableModel, key: Key): boolean {
  return key.kind === 'primary' || table.storage === 'columnstore'
}

/** What no source confirms: TEXT and BLOB in the other keys, but for texts to sort by. */
export function keyTypeWarnings(table: TableModel): readonly string[] {
  return table.keys.flatMap((key) =>
    key.columns.flatMap(({ name }) => {
      const base = findColumn(table, name)?.type.base ?? ''
      if (!TEXT_OR_BLOB.test(base) || (key.kind === 'sort' && base.endsWith('TEXT'))) return []
      return [`Unconfirmed: SingleStore may refuse ${base} column '${name}' in key '${key.name}'`]
    }),
  )
}
