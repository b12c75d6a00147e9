import { memberPath } from '../format/member-path.ts'

/** What a transform gives does not fit its schema. The message says what is wanted, never what the value is. */
export class Misfit extends Error {
  readonly #steps: (string | number)[] = []

  /** The same fault, seen from the value that holds the member. */
  inside(step: string | number): this {
    this.#steps.unshift(step)
    return this
  }

  /** The path of the member, from the value it stands in. */
  pathFrom(root: string): string {
    return this.#steps.reduce<string>(
      (path, step) => (typeof step === 'number' ? `${path}[${step}]` : memberPath(path, step)),
      root,
    )
  }
}

/** @param wanted with its article: `a text` */
export function misfit(wanted: string, found: unknown): Misfit {
  return new Misfit(`${wanted} is wanted, ${kindOf(found)} was given`)
}

/** Adds the place of a member to the fault found in it. */
export function within(error: unknown, step: string | number): unknown {
  return error instanceof Misfit ? error.inside(step) : error
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Date) return 'a Date'
  if (value instanceof Map) return 'a Map'
  if (value instanceof Uint8Array) return 'bytes'
  if (Number.isNaN(value)) return 'NaN'
  return `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`
}
