import { Enum, Namespace, type ReflectionObject, Type } from 'protobufjs'
import { scalarKind } from './scalar.ts'

/** protobufjs lists all symbols of an enum for each field that has its type; a hundred thousand fields of a hundred each. */
const MOST_SYMBOLS = 10_000_000

/**
 * Writes out the full name of every type that a field names, by the rule of Protobuf: the innermost scope that knows the
 * first part of the name decides. (protobufjs looks into nested scopes, too, and takes `A.Inner.Date` for `Date`.)
 *
 * @throws Error that names the field and the type
 */
export function qualifyTypes(root: Namespace): void {
  const enums = new Map<Enum, number>()
  let symbols = 0
  const meet = (type: Type | Enum): void => {
    if (type instanceof Type) return
    const size = enums.get(type) ?? Object.keys(type.values).length
    enums.set(type, size)
    symbols += size
    if (symbols > MOST_SYMBOLS) {
      throw new Error(
        `its fields of enums have more than ${MOST_SYMBOLS} symbols in sum, the most that is read`,
      )
    }
  }
  qualifyIn(root, meet)
}

function qualifyIn(scope: Namespace, meet: (type: Type | Enum) => void): void {
  if (scope instanceof Type) {
    for (const field of scope.fieldsArray) {
      if (field.declaringField !== null || scalarKind(field.type) !== null) continue
      const type = field.type.startsWith('.')
        ? find(scope.root, field.type.slice(1).split('.'))
        : findFrom(scope, field.type.split('.'))
      if (type === null) {
        throw new Error(`${scope.fullName.slice(1)}.${field.name}: no type ${field.type}`)
      }
      meet(type)
      field.type = type.fullName
    }
  }
  for (const nested of scope.nestedArray) {
    if (nested instanceof Namespace) qualifyIn(nested, meet)
  }
}

function findFrom(from: Namespace, path: readonly string[]): Type | Enum | null {
  let scope: Namespace | null = from
  while (scope !== null) {
    const first: ReflectionObject | null = scope.get(path[0] ?? '')
    const decides = path.length === 1 ? isType(first) : first instanceof Namespace
    if (decides) return find(scope, path)
    scope = scope.parent
  }
  return null
}

function find(scope: Namespace, path: readonly string[]): Type | Enum | null {
  let found: ReflectionObject | null = scope
  for (const name of path) {
    if (!(found instanceof Namespace)) return null
    found = found.get(name)
  }
  return isType(found) ? found : null
}

function isType(object: ReflectionObject | null): object is Type | Enum {
  return object instanceof Type || object instanceof Enum
}
