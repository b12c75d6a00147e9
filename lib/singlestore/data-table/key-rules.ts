import type { Field } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import type { TableKey } from '../../table/table-key.ts'
import { type TableOptions, USUAL_TABLE } from '../../table/table-options.ts'
import { columnType } from './column-type.ts'

/** A rule of SingleStore that a set of keys breaks, and what would work. */
export interface KeyConflict {
  readonly rule: string
  readonly waysOut: string
}

const MAX_INDEX_COLUMNS = 16

/**
 * The documented rules that these keys break, on a sharded columnstore table where nothing else is said.
 * The server decides; this only says beforehand, and afterwards, what it will object to.
 */
export function keyConflicts(
  columns: readonly Field[],
  keys: readonly TableKey[],
  profile: TypeProfile,
  { storage, reference }: Pick<TableOptions, 'storage' | 'reference'> = USUAL_TABLE,
): readonly KeyConflict[] {
  return [
    ...(reference ? [] : shardConflicts(keys)),
    ...(storage === 'rowstore'
      ? []
      : [
          ...severalUnique(keys),
          ...sameHashColumns(keys),
          ...floatPrimary(keys, columns, profile),
        ]),
    ...keys.flatMap((key) => columnConflicts(key, columns, profile)),
  ]
}

/** `UNIQUE unique_email (email)` */
export function keyText(key: TableKey): string {
  const columns = key.columns.map((name) =>
    key.descending?.includes(name) === true ? `${name} DESC` : name,
  )
  return `${key.type}${key.name === null ? '' : ` ${key.name}`} (${columns.join(', ')})`
}

/** Every unique key must contain the shard key; without one, the primary key is the shard key. */
function shardConflicts(keys: readonly TableKey[]): readonly KeyConflict[] {
  const explicit = keys.find((key) => key.type === 'SHARD')
  const shard = explicit ?? keys.find((key) => key.type === 'PRIMARY')
  if (shard === undefined) return []
  return keys
    .filter((key) => key !== shard && (key.type === 'UNIQUE' || key.type === 'PRIMARY'))
    .filter((key) => !contains(key, shard))
    .map((key) => ({
      rule:
        `${keyText(key)} lacks columns of the shard key: on a sharded table every unique key must contain all columns of the shard key` +
        (explicit === undefined
          ? `, and ${keyText(shard)} is the shard key where none is named`
          : ''),
      waysOut:
        key.type === 'PRIMARY'
          ? `SHARD on columns of ${keyText(key)} only`
          : `KEY instead of UNIQUE on (${key.columns.join(', ')}), or SHARD and UNIQUE on (${key.columns.join(', ')}) without the PRIMARY, or add (${shard.columns.join(', ')}) to the UNIQUE`,
    }))
}

function severalUnique(keys: readonly TableKey[]): readonly KeyConflict[] {
  const unique = keys.filter((key) => key.type === 'UNIQUE' || key.type === 'PRIMARY')
  if (unique.length < 2 || unique.every((key) => key.columns.length === 1)) return []
  return [
    {
      rule: `${unique.map(keyText).join(' and ')}: a columnstore table takes several unique keys only if each has a single column`,
      waysOut: 'keep one of them as PRIMARY or UNIQUE and make the others KEY',
    },
  ]
}

function sameHashColumns(keys: readonly TableKey[]): readonly KeyConflict[] {
  const hashed = keys.filter((key) => key.type !== 'SHARD' && key.type !== 'COLUMNSTORE')
  return [...Map.groupBy(hashed, (key) => key.columns.map(fold).join('\0')).values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      rule: `${group.map(keyText).join(' and ')}: a columnstore table takes one hash index on the same columns`,
      waysOut: `leave out ${group.slice(1).map(keyText).join(' and ')}: the first serves the same look-ups`,
    }))
}

function floatPrimary(
  keys: readonly TableKey[],
  columns: readonly Field[],
  profile: TypeProfile,
): readonly KeyConflict[] {
  return keys
    .filter(({ type }) => type === 'PRIMARY')
    .flatMap((key) =>
      key.columns.flatMap((name) => {
        const field = columns.find((column) => fold(column.name) === fold(name))
        const type = field === undefined ? '' : columnType(field.schema, true, profile)
        if (!/^(FLOAT|DOUBLE)/.test(type)) return []
        return {
          rule: `${keyText(key)}: column "${name}" is ${type}, and a primary key has no floating-point columns`,
          waysOut: 'send the field as a Decimal, an integer or a string, or choose another column',
        }
      }),
    )
}

function columnConflicts(
  key: TableKey,
  columns: readonly Field[],
  profile: TypeProfile,
): readonly KeyConflict[] {
  const conflicts: KeyConflict[] = []
  if (key.columns.length > MAX_INDEX_COLUMNS) {
    conflicts.push({
      rule: `${keyText(key)}: an index has at most ${MAX_INDEX_COLUMNS} columns`,
      waysOut: 'name fewer columns',
    })
  }
  for (const name of key.columns) {
    const field = columns.find((column) => fold(column.name) === fold(name))
    if (field === undefined) continue
    const type = columnType(field.schema, true, profile)
    const isText = key.type !== 'COLUMNSTORE' && type === 'TEXT'
    if (isText || /^(?:JSON|VECTOR)/.test(type)) {
      conflicts.push({
        rule: `${keyText(key)}: column "${name}" is ${type}, which cannot stand in a ${key.type} key`,
        waysOut: isText
          ? 'SINK_TYPE_PROFILE=lossless, where text in a key is VARCHAR, or create the table with such a column, or choose another column'
          : 'choose a column of a scalar type',
      })
    }
  }
  return conflicts
}

function contains(key: TableKey, shard: TableKey): boolean {
  const columns = new Set(key.columns.map(fold))
  return shard.columns.every((column) => columns.has(fold(column)))
}

function fold(name: string): string {
  return name.toLowerCase()
}

/** What SingleStore takes, as far as is known, and yet may not be meant. */
export function keyDoubts(keys: readonly TableKey[]): readonly string[] {
  if (keys.some(({ type }) => type === 'SHARD' || type === 'PRIMARY')) return []
  return keys
    .filter(({ type }) => type === 'UNIQUE')
    .map(
      (key) =>
        `${keyText(key)} stands without a shard key: rows are then distributed at random, and the key may not be enforced. Add SHARD on (${key.columns.join(', ')})`,
    )
}
