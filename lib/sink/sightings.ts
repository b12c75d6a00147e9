import type { KafkaRecord } from '../kafka/record.ts'
import type { Schema } from '../schema.ts'
import type { RowSchemas } from '../table/row-schemas.ts'

/** Schemas, and the first record that carries them. */
export interface Sighting {
  readonly schemas: RowSchemas
  readonly record: KafkaRecord
}

/** The different schemas among some records, by value and key, in the order they were seen. */
export class Sightings implements Iterable<Sighting> {
  readonly #seen = new Map<Schema | null, Map<Schema | null, Sighting>>()

  has({ value, key }: RowSchemas): boolean {
    return this.#seen.get(value)?.has(key) === true
  }

  /** @returns the first sighting of the same schemas */
  add(sighting: Sighting): Sighting {
    const { value, key } = sighting.schemas
    const ofValue = this.#seen.get(value) ?? new Map<Schema | null, Sighting>()
    this.#seen.set(value, ofValue)
    const first = ofValue.get(key) ?? sighting
    ofValue.set(key, first)
    return first
  }

  *[Symbol.iterator](): Generator<Sighting, void, undefined> {
    for (const ofValue of this.#seen.values()) yield* ofValue.values()
  }
}
