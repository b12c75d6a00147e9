import type { JsonValue } from '../../schema.ts'
import { isJsonObject } from '../json/json-object.ts'
import type { ValueBudget } from '../value-budget.ts'
import type { Reader } from './reader.ts'

/** What a list, map or struct counts as: itself, and each of its members. */
interface Weights {
  readonly own: number
  readonly member: number
}

/** Reads a list or a map if the record's budget has room for what it comes to. */
export function chargedByMember(
  read: Reader,
  { own, member }: Weights,
  budget: ValueBudget,
  path: string,
): Reader {
  return (json) => {
    budget.charge(own + sizeOf(json) * member, path)
    return read(json)
  }
}

/** Reads a struct, which has all its fields however few are given, if the record's budget has room for it. */
export function chargedWhole(
  read: Reader,
  weight: number,
  budget: ValueBudget,
  path: string,
): Reader {
  return (json) => {
    budget.charge(weight, path)
    return read(json)
  }
}

function sizeOf(json: JsonValue | undefined): number {
  if (Array.isArray(json)) return json.length
  return isJsonObject(json) ? Object.keys(json).length : 0
}
