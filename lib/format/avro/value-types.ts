import { memberPath } from '../member-path.ts'
import type { AvroType, RecordType, UnionType } from './avro-type.ts'
import { pathOf } from './full-name.ts'
import { leafType } from './leaf-type.ts'
import { mapEntryOf } from './map-entry.ts'
import { PositionalRecord } from './positional-record.ts'
import type { ItemSize, ReadBounds } from './read-bounds.ts'
import { entriesRead, itemsRead, pairsRead } from './read-container.ts'
import { readIndex } from './read-integer.ts'
import { unionRead } from './read-union.ts'
import { unionShape } from './union-shape.ts'
import { type ReadableType, ValueType } from './value-type.ts'
import { Weights } from './weights.ts'

/** Avro types → types of avsc's that read what ConnectSchemas promises; for one codec, whose bounds they share. */
export class ValueTypes {
  readonly #records = new Map<RecordType, ReadableType>()
  readonly #bounds: ReadBounds
  readonly #weights = new Weights()

  constructor(bounds: ReadBounds) {
    this.#bounds = bounds
  }

  /** @param path where the type stands, for messages */
  of(type: AvroType, path: string): ReadableType {
    switch (type.kind) {
      case 'record':
        return this.#records.get(type) ?? this.#record(type)
      case 'array': {
        const items = this.of(type.items, `${path}[]`)
        const read = itemsRead(items, this.#sizeOf(type.items), this.#bounds, path)
        const entry = mapEntryOf(type.items)
        return new ValueType(entry === null ? read : pairsRead(read, entry.keyAt))
      }
      case 'map': {
        const values = this.of(type.values, `${path}[value]`)
        return new ValueType(entriesRead(values, this.#sizeOf(type.values), this.#bounds, path))
      }
      case 'union':
        return this.#union(type, path)
      case 'enum': {
        const { symbols } = type
        const count = symbols.length
        return new ValueType((tap) => symbols[readIndex(tap, count, 'symbols', path)] ?? null)
      }
      default:
        return leafType(type, path)
    }
  }

  /** What a value of the type counts as before it is read. */
  weightOf(type: AvroType): number {
    return this.#weights.of(type)
  }

  #union(type: UnionType, path: string): ReadableType {
    const shape = unionShape(type, path)
    const width = shape.kind === 'struct' ? shape.members.length : null
    const branches = type.branches.map((branch, index) =>
      branch.kind === 'null' ? null : this.#branch(branch, `${path}[branch ${index}]`),
    )
    return new ValueType(unionRead(branches, width, path))
  }

  /** What a union only may hold counts where it does. */
  #branch(type: AvroType, path: string): ReadableType {
    const branch = this.of(type, path)
    const weight = this.weightOf(type)
    if (weight === 1) return branch
    const bounds = this.#bounds
    return new ValueType((tap) => {
      bounds.charge(weight, path)
      return branch._read(tap)
    })
  }

  #sizeOf(item: AvroType): ItemSize {
    return { leastBytes: item.extent.leastBytes, weight: this.weightOf(item) }
  }

  /** Known before its members are, which may lead back to it. */
  #record(type: RecordType): ReadableType {
    const { fields } = type
    const path = pathOf(type.fullName)
    const records = this.#records
    const back: ReadableType = new ValueType((tap) => (records.get(type) ?? back)._read(tap))
    records.set(type, back)
    const members = fields.map((field) => this.of(field.type, memberPath(path, field.name)))
    const read = new PositionalRecord(members)
    const record = type.recursive ? this.#recursive(read, type) : read
    records.set(type, record)
    return record
  }

  #recursive(record: ReadableType, type: RecordType): ReadableType {
    const bounds = this.#bounds
    const weight = this.#weights.ofMembers(type)
    const levels = type.extent.depth
    const path = pathOf(type.fullName)
    return new ValueType((tap) => {
      bounds.charge(weight, path)
      bounds.enter(levels, path)
      const members = record._read(tap)
      bounds.leave(levels)
      return members
    })
  }
}
