import { Field, type ReflectionObject, Type } from 'protobufjs'

/** What protobufjs keeps of a type's fields, by number, between two that are added; null where it has to be made anew. */
interface Indexed {
  _fieldsById: Record<number, Field> | null
}

/**
 * Keeps each type's fields by number while types are made. protobufjs asks for them with each field that it adds, and then
 * throws them away, which takes time by the square of the fields.
 */
export function withFieldNumbers<T>(make: () => T): T {
  const { add } = Type.prototype
  Type.prototype.add = function addKnown(this: Type, object: ReflectionObject): Type {
    const numbers = this.fieldsById
    add.call(this, object)
    if (object instanceof Field && this.fields[object.name] === object) numbers[object.id] = object
    ;(this as unknown as Indexed)._fieldsById = numbers
    return this
  }
  try {
    return make()
  } finally {
    Type.prototype.add = add
  }
}
