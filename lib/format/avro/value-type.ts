import avsc, { type Tap, type Type } from 'avsc/lib/types.js'
import type { Value } from '../../schema.ts'

/** Reads one value where the tap stands. */
export type Read = (tap: Tap) => Value

/** A type of avsc's whose values are ours. */
export interface ReadableType extends Type {
  readonly _read: Read
}

/** A type that reads what it is told. */
export class ValueType extends avsc.Type {
  override readonly _read: Read

  constructor(read: Read) {
    super()
    this._read = read
  }
}
