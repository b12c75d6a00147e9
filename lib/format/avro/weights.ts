import { BYTES_WEIGHT, decimalWeight, LIST_WEIGHT, MAP_WEIGHT } from '../value-budget.ts'
import type { AvroType, FixedType, PrimitiveType, RecordType } from './avro-type.ts'
import { meaningOf } from './meaning.ts'
import { unionShape } from './union-shape.ts'

/**
 * What a value of each type counts as before it is read. What an array or a map holds, and the branch that a union holds,
 * count when they are read; so does a record that leads back to itself.
 */
export class Weights {
  readonly #records = new Map<RecordType, number>()

  of(type: AvroType): number {
    switch (type.kind) {
      case 'record':
        return type.recursive ? 1 : this.ofMembers(type)
      case 'array':
        return 1 + LIST_WEIGHT
      case 'map':
        return 1 + MAP_WEIGHT
      case 'union': {
        const shape = unionShape(type, '')
        return shape.kind === 'single' ? 1 : 1 + LIST_WEIGHT + shape.members.length
      }
      case 'bytes':
      case 'fixed':
        return bytesWeight(type)
      default:
        return 1
    }
  }

  /** Of a record, however it is led to. */
  ofMembers(type: RecordType): number {
    const known = this.#records.get(type)
    if (known !== undefined) return known
    const weight = type.fields.reduce((sum, field) => sum + this.of(field.type), 1 + LIST_WEIGHT)
    this.#records.set(type, weight)
    return weight
  }
}

function bytesWeight(type: PrimitiveType | FixedType): number {
  const meaning = meaningOf(type)
  return meaning.kind === 'decimal' ? decimalWeight(meaning.scale) : BYTES_WEIGHT
}
