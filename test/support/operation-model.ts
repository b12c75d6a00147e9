import fc from 'fast-check'

/** A random operation; `key` null is a NULL in the key. */
export interface ModelOperation {
  readonly kind: 'write' | 'delete' | 'truncate'
  readonly partition: number
  readonly key: string | null
  readonly version: number | null
  /** Tells rows apart. */
  readonly mark: number
}

export type ModelMode = 'replace' | 'insert' | 'guard'

/** Keys that may be the same under a collation, and such as are alone. */
const VARIANTS = ['ab', 'AB', 'Áb', 'ab ']
const ALONE = ['1', '2', "it's", 'tab\t\\N']

const variant = fc.constantFrom(...VARIANTS)
const alone = fc.constantFrom(...ALONE)
const version = fc.integer({ min: 1, max: 5 })
const partition = fc.integer({ min: 0, max: 1 })

/** Deletes of variants have no version: what a versioned one leaves behind ends with its batch, and only for its own key. */
const operation = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      partition,
      key: fc.oneof(variant, alone),
      version,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      partition,
      key: fc.oneof(variant, alone),
      version: fc.constant(null),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ kind: fc.constant('delete' as const), partition, key: alone, version }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      partition,
      key: fc.constant(null),
      version,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('truncate' as const),
      partition,
      key: fc.constant(null),
      version: fc.constant(null),
    }),
  },
)

/** A history cut into batches, each in the order of its partitions. */
export const batches: fc.Arbitrary<readonly (readonly ModelOperation[])[]> = fc
  .array(fc.array(operation, { maxLength: 12 }), { minLength: 1, maxLength: 8 })
  .map((all) => {
    let mark = 0
    return all.map((batch) =>
      batch
        .map((drawn): ModelOperation => {
          mark += 1
          return { ...drawn, mark }
        })
        .sort((a, b) => a.partition - b.partition),
    )
  })

interface ModelRow {
  readonly key: string | null
  readonly version: number | null
  readonly mark: number
}

/** A table that runs operations one by one. */
export class ModelTable {
  readonly #mode: ModelMode
  readonly #sameKey: (key: string) => string
  #rows = new Map<string, ModelRow>()
  #withoutKey: ModelRow[] = []

  /** @param sameKey gives one text for all keys that the server takes for equal */
  constructor(mode: ModelMode, sameKey: (key: string) => string) {
    this.#mode = mode
    this.#sameKey = sameKey
  }

  get rows(): readonly ModelRow[] {
    return [...this.#rows.values(), ...this.#withoutKey]
  }

  /** @returns the operations but for inserts that the server would refuse, and the marks of the stale ones */
  run(batch: readonly ModelOperation[]): {
    readonly accepted: readonly ModelOperation[]
    readonly stale: readonly number[]
  } {
    const cut = batch.filter(
      ({ kind, partition }, at) =>
        kind === 'truncate' ||
        !batch
          .slice(at)
          .some((later) => later.kind === 'truncate' && later.partition === partition),
    )
    if (cut.some(({ kind }) => kind === 'truncate')) {
      this.#rows = new Map()
      this.#withoutKey = []
    }
    const refused = new Set<ModelOperation>()
    const stale: number[] = []
    const deletedAt = new Map<string, number>()
    for (const one of cut) {
      if (one.kind === 'truncate') continue
      const fate = this.#one(one, deletedAt)
      if (fate === 'refused') refused.add(one)
      if (fate === 'stale') stale.push(one.mark)
    }
    return { accepted: batch.filter((one) => !refused.has(one)), stale }
  }

  #one(
    { kind, key, version, mark }: ModelOperation,
    deletedAt: Map<string, number>,
  ): 'done' | 'stale' | 'refused' {
    if (key === null) {
      this.#withoutKey.push({ key, version, mark })
      return 'done'
    }
    const place = this.#sameKey(key)
    const row = this.#rows.get(place)
    if (this.#mode === 'guard' && version !== null) {
      const newest = Math.max(row?.version ?? 0, deletedAt.get(key) ?? 0)
      if (newest > version) return 'stale'
    }
    if (kind === 'delete') {
      if (version === null) deletedAt.delete(key)
      else deletedAt.set(key, version)
      this.#rows.delete(place)
      return 'done'
    }
    if (this.#mode === 'insert' && row !== undefined) return 'refused'
    this.#rows.set(place, { key, version, mark })
    return 'done'
  }
}
