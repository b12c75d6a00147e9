import type { Cursor } from './cursor.ts'
import { notEmulated, unsupported } from './refusal.ts'
import type { Key, KeyColumn, KeyKind } from './table-model.ts'

/** A key as written: without the name the server would make up. */
export interface KeyDefinition extends Omit<Key, 'name'> {
  readonly name: string | null
}

/** A key definition, not a column, is next. */
export function isKeyDefinition(cursor: Cursor): boolean {
  const starts = ['PRIMARY', 'UNIQUE', 'KEY', 'INDEX', 'CONSTRAINT', 'FOREIGN', 'CHECK', 'FULLTEXT']
  if (cursor.isOneOf(...starts, 'SPATIAL')) return true
  const second = cursor.peek(1).keyword
  if (cursor.isOneOf('SHARD', 'SORT')) return second === 'KEY'
  if (cursor.is('VECTOR')) return second === 'INDEX' || second === 'KEY'
  return cursor.is('COLUMN', 'GROUP')
}

/**
 * Reads one key; the words that say its kind are read already where it is `known`. Throws a Refusal for constraints SingleStore lacks and for indexes that are not
 * emulated.
 */
export function readKeyDefinition(cursor: Cursor, known?: KeyKind): KeyDefinition {
  const symbol = cursor.accept('CONSTRAINT') ? constraintName(cursor) : null
  if (cursor.is('FOREIGN')) throw unsupported('Foreign keys')
  if (cursor.is('CHECK')) throw unsupported('Check constraints')
  if (cursor.isOneOf('FULLTEXT', 'SPATIAL', 'VECTOR', 'COLUMN')) {
    throw notEmulated(`${cursor.peek().keyword} indexes`)
  }
  const kind = known ?? readKind(cursor)
  const name = cursor.isName() && !cursor.is('USING') ? cursor.name() : null
  const early = using(cursor)
  const columns = keyColumns(cursor, kind)
  return options(cursor, { kind, name: name ?? symbol, columns, using: early })
}

function constraintName(cursor: Cursor): string | null {
  return cursor.isOneOf('SHARD', 'SORT') || !cursor.isName() ? null : cursor.name()
}

function readKind(cursor: Cursor): KeyKind {
  if (cursor.accept('PRIMARY')) {
    cursor.expect('KEY')
    return 'primary'
  }
  if (cursor.accept('UNIQUE')) {
    cursor.acceptOneOf('KEY', 'INDEX')
    return 'unique'
  }
  const distributed = cursor.acceptOneOf('SHARD', 'SORT')
  if (distributed !== undefined) {
    cursor.expect('KEY')
    return distributed === 'SHARD' ? 'shard' : 'sort'
  }
  if (cursor.acceptOneOf('KEY', 'INDEX') === undefined) throw cursor.fail()
  return 'key'
}

/** An empty list is for shard and sort keys only: no key on purpose. */
function keyColumns(cursor: Cursor, kind: KeyKind): readonly KeyColumn[] {
  const columns: KeyColumn[] = []
  cursor.expect('(')
  if (cursor.is(')') && (kind === 'shard' || kind === 'sort' || isClustered(cursor))) {
    cursor.expect(')')
    return columns
  }
  cursor.list(() => {
    const name = cursor.name()
    if (cursor.is('(')) throw unsupported('index prefix lengths')
    const direction = cursor.acceptOneOf('ASC', 'DESC')
    columns.push({ name, descending: direction === 'DESC' })
  })
  cursor.expect(')')
  return columns
}

function isClustered(cursor: Cursor): boolean {
  return cursor.is(')', 'USING', 'CLUSTERED')
}

function using(cursor: Cursor): string | null {
  if (!cursor.accept('USING')) return null
  if (cursor.accept('CLUSTERED', 'COLUMNSTORE')) return 'CLUSTERED COLUMNSTORE'
  const type = cursor.acceptOneOf('HASH', 'BTREE', 'SKIPLIST')
  if (type === undefined) throw cursor.fail()
  return type
}

interface KeyStart {
  readonly kind: KeyKind
  readonly name: string | null
  readonly columns: readonly KeyColumn[]
  readonly using: string | null
}

function options(cursor: Cursor, start: KeyStart): KeyDefinition {
  let type = start.using
  let unenforced = false
  let metadataOnly = false
  for (;;) {
    if (cursor.is('USING')) type = using(cursor)
    else if (start.kind === 'unique' && cursor.accept('UNENFORCED')) {
      unenforced = true
      cursor.acceptOneOf('RELY', 'NORELY')
    } else if (start.kind === 'shard' && cursor.accept('METADATA_ONLY')) metadataOnly = true
    else if (cursor.accept('COMMENT')) cursor.string()
    else break
  }
  // The older spelling of a sort key.
  const clustered = type === 'CLUSTERED COLUMNSTORE'
  if (clustered && start.kind !== 'key' && start.kind !== 'sort') throw cursor.fail()
  const kind = clustered ? 'sort' : start.kind
  return { ...start, kind, using: clustered ? null : type, unenforced, metadataOnly }
}
