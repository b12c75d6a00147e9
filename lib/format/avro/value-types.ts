import { memberPath } from '../member-path.ts'
import type { AvroType, RecordType, UnionType } from './avro-type.ts'
import { pathOf } from './full-name.ts'
import { leafType } from './leaf-type.ts'
import { mapEntryOf } from './map-entry.ts'
import { PositionalRecord } from './positional-record.ts'
import type { ReadBounds } from './read-bounds.ts'
import { entriesRead, itemsRead, pairsRead } from './read-container.ts'
import { readIndex } from './read-integer.ts'
import { unionRead } from './read-union.ts'
import { unionShape } from './union-shape.ts'
import { type ReadableType, ValueType } from './value-type.ts'

/** Avro types → types of avsc's that read what ConnectSchemas promises; for one codec, whose bounds they share. */
export class ValueTypes {
  readonly #records = new Map<RecordType, ReadableType>()
  readonly #bounds: ReadBounds

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
        const read = itemsRead(items, type.items.extent.leastBytes, this.#bounds, path)
        const entry = mapEntryOf(type.items)
        return new ValueType(entry === null ? read : pairsRead(read, entry.keyAt))
      }
      case 'map': {
        const values = this.of(type.values, `${path}[value]`)
        const { leastBytes } = type.values.extent
        return new ValueType(entriesRead(values, leastBytes, this.#bounds, path))
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

  #union(type: UnionType, path: string): ReadableType {
    const shape = unionShape(type, path)
    const width = shape.kind === 'struct' ? shape.members.length : null
    const branches = type.branches.map((branch, index) =>
      branch.kind === 'null' ? null : this.of(branch, `${path}[branch ${index}]`),
    )
    return new ValueType(unionRead(branches, width, path))
  }

  /** Known before its members are, which may lead back to it. */
  #record(type: RecordType): ReadableType {
    const { fields } = type
    const path = pathOf(type.fullName)
    const records = this.#records
    const back: ReadableType = new ValueType((tap) => (records.get(type) ?? back)._read(tap))
    records.set(type, back)
    const members = fields.map((field) => this.of(field.type, memberPath(path, field.name)))
    const weightless = members.filter((_, at) => fields[at]?.type.extent.leastBytes === 0).length
    const record = bounded(new PositionalRecord(members), type, weightless, this.#bounds)
    records.set(type, record)
    return record
  }
}

/** Only a record that leads back to itself or holds what takes no bytes can outgrow its body. */
function bounded(
  record: ReadableType,
  { fullName, recursive, extent }: RecordType,
  weightless: number,
  bounds: ReadBounds,
): ReadableType {
  if (!recursive && weightless === 0) return record
  const levels = recursive ? extent.depth : 0
  const path = pathOf(fullName)
  return new ValueType((tap) => {
    bounds.charge(weightless, path)
    bounds.enter(levels, path)
    const members = record._read(tap)
    bounds.leave(levels)
    return members
  })
}
