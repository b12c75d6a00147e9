import { Field, type OneOf, type ReflectionObject, Type } from 'protobufjs'

/** What protobufjs keeps of a type until something is added to it; null where it has to be made anew. */
interface Kept {
  _fieldsById: Record<number, Field> | null
  _oneofsArray: OneOf[] | null
}

/**
 * Keeps each type's fields by number, and its oneofs, while types are made. protobufjs asks for both with each field that
 * it adds, and then throws them away, which takes time by the square of the fields.
 */
export function withFieldNumbers<T>(make: () => T): T {
  const { add } = Type.prototype
  Type.prototype.add = function addKnown(this: Type, object: ReflectionObject): Type {
    const kept = this as unknown as Kept
    const [numbers, oneofs] = [this.fieldsById, kept._oneofsArray]
    add.call(this, object)
    kept._fieldsById = numbers
    if (object instanceof Field) {
      kept._oneofsArray = oneofs
      if (this.fields[object.name] === object) numbers[object.id] = object
    }
    return this
  }
  try {
    return make()
  } finally {
    Type.prototype.add = add
  }
}
