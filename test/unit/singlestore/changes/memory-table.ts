import type { Delete, Write } from '../../../../lib/singlestore/changes/operation.ts'
import type { Reduced } from '../../../../lib/singlestore/changes/reduce.ts'
import { unescapeField } from '../../../../lib/singlestore/tsv.ts'

interface Row {
  readonly version: number
  readonly mark: number
}

interface Marked {
  readonly mark: number
}

/** Runs rounds as a server does that takes some keys for equal: statement by statement. */
export class MemoryTable {
  readonly #replaces: boolean
  readonly #sameKey: (key: string) => string
  #rows = new Map<string, Row>()
  #withoutKey: Row[] = []

  constructor(replaces: boolean, sameKey: (key: string) => string) {
    this.#replaces = replaces
    this.#sameKey = sameKey
  }

  get marks(): readonly number[] {
    return [...this.#rows.values(), ...this.#withoutKey]
      .map(({ mark }) => mark)
      .sort((a, b) => a - b)
  }

  /** @returns the marks of the stale, in order */
  run<Source extends Marked>({ truncates, rounds, stale }: Reduced<Source>): readonly number[] {
    const late = [...stale]
    if (truncates.length > 0) {
      this.#rows = new Map()
      this.#withoutKey = []
    }
    for (const { deletes, guarded, writes } of rounds) {
      for (const one of deletes) this.#rows.delete(this.#place(one))
      for (const { operation } of guarded) {
        const row = this.#rows.get(this.#place(operation))
        if (row !== undefined && row.version <= Number(operation.version)) {
          this.#rows.delete(this.#place(operation))
        }
      }
      const newer = guarded.filter(({ operation }) => !this.#rows.has(this.#place(operation)))
      for (const step of guarded) {
        if (!newer.includes(step)) late.push(...step.behind, step.operation.source)
      }
      const loaded = newer.flatMap(({ operation }) =>
        operation.kind === 'write' ? [operation] : [],
      )
      this.#load([...writes, ...loaded])
    }
    return late.map(({ mark }) => mark).sort((a, b) => a - b)
  }

  #load<Source extends Marked>(writes: readonly Write<Source>[]): void {
    const places = writes.filter(({ key }) => key !== null).map((one) => this.#place(one))
    if (new Set(places).size < places.length) throw new Error('one key twice in a load')
    for (const one of writes) {
      const row = { version: Number(one.version), mark: one.source.mark }
      if (one.key === null) {
        this.#withoutKey.push(row)
        continue
      }
      if (!this.#replaces && this.#rows.has(this.#place(one))) throw new Error('a key is taken')
      this.#rows.set(this.#place(one), row)
    }
  }

  #place(one: Write<unknown> | Delete<unknown>): string {
    return this.#sameKey(unescapeField(one.key?.[0] ?? ''))
  }
}
