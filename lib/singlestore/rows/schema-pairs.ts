import type { Schema } from '../../schema.ts'

const NONE = {}

/** What is remembered of a schema of values with a schema of keys, either of which may be none. */
export class SchemaPairs<Made> {
  readonly #made = new WeakMap<object, WeakMap<object, Made>>()

  get(value: Schema | null, key: Schema | null, make: () => Made): Made {
    let ofValue = this.#made.get(value ?? NONE)
    if (ofValue === undefined) {
      ofValue = new WeakMap()
      this.#made.set(value ?? NONE, ofValue)
    }
    let made = ofValue.get(key ?? NONE)
    if (made === undefined) {
      made = make()
      ofValue.set(key ?? NONE, made)
    }
    return made
  }
}
