import { quoted } from '../member-path.ts'
import type { AvroType, UnionType } from './avro-type.ts'
import { shortName } from './full-name.ts'
import { schemaFault } from './schema-fault.ts'

/** What a union comes to in the terms of Kafka Connect. */
export type UnionShape =
  /** One branch apart from null: its value. */
  | { readonly kind: 'single'; readonly type: AvroType; readonly optional: boolean }
  /** A struct with a member for each branch apart from null, of which one is filled. */
  | {
      readonly kind: 'struct'
      readonly members: readonly { readonly name: string; readonly type: AvroType }[]
      readonly optional: boolean
    }

/** @throws RecordError `ERR_RECORD_SCHEMA` where two branches cannot be told apart by name */
export function unionShape({ branches }: UnionType, path: string): UnionShape {
  const types = branches.filter(({ kind }) => kind !== 'null')
  const optional = types.length < branches.length
  const [first] = types
  if (types.length === 1 && first !== undefined) return { kind: 'single', type: first, optional }
  const [onlyNull] = branches
  if (types.length === 0 && onlyNull !== undefined) {
    return { kind: 'single', type: onlyNull, optional }
  }
  const named = (nameOf: (type: AvroType) => string) =>
    types.map((type) => ({ name: nameOf(type), type }))
  const members = [named(shortNameOf), named(fullNameOf)].find(areDistinct)
  if (members !== undefined) return { kind: 'struct', members, optional }
  const names = types.map((type) => quoted(fullNameOf(type))).join(', ')
  throw schemaFault(path, `two branches of a union have the same name: ${names}`)
}

function shortNameOf(type: AvroType): string {
  return shortName(fullNameOf(type))
}

function fullNameOf(type: AvroType): string {
  return 'fullName' in type ? type.fullName : type.kind
}

function areDistinct(members: readonly { readonly name: string }[]): boolean {
  return new Set(members.map(({ name }) => name)).size === members.length
}
