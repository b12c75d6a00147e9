import { RecordError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { TopicPartition } from '../kafka/record.ts'
import { type Span, spanBefore } from '../kafka/span.ts'

/**
 * The first bad record of each topic-partition, as far as one is known.
 * What precedes it may commit; it and what follows may not.
 */
export class Cutoffs {
  readonly #errors = new Map<string, RecordError>()
  #revision = 0

  /** Keeps the earliest error of a topic-partition. @param error located: it has an offset */
  add(of: TopicPartition, error: RecordError): void {
    const key = formatTopicPartition(of)
    const known = this.#errors.get(key)
    if (known !== undefined && offsetOf(known) <= offsetOf(error)) return
    this.#errors.set(key, error)
    this.#revision += 1
  }

  /** Whether the record is a bad one or lies behind one. */
  cuts(record: TopicPartition & { readonly offset: number }): boolean {
    const error = this.#errors.get(formatTopicPartition(record))
    return error !== undefined && offsetOf(error) <= record.offset
  }

  /** The part of a span that may still commit, or null. */
  trim(span: Span): Span | null {
    const error = this.#errors.get(formatTopicPartition(span))
    return error === undefined ? span : spanBefore(span, offsetOf(error))
  }

  /** Grows with every change: a plan made at another revision is no longer right. */
  get revision(): number {
    return this.#revision
  }

  /** The error to report; it names the bad records of other topic-partitions, too. */
  failure(): RecordError | null {
    const [first, ...others] = this.#errors.values()
    if (first === undefined || others.length === 0) return first ?? null
    const named = others.slice(0, MAX_NAMED).map(placeOf).join(', ')
    const rest = others.length > MAX_NAMED ? ` and ${others.length - MAX_NAMED} more` : ''
    return new RecordError(first.code, `${first.message} Bad records, too: ${named}${rest}.`, {
      coordinates: first.coordinates,
      cause: first,
    })
  }
}

const MAX_NAMED = 10

function placeOf({ code, coordinates }: RecordError): string {
  return `${coordinates.topic}-${coordinates.partition} offset ${coordinates.offset} (${code})`
}

function offsetOf(error: RecordError): number {
  return error.coordinates.offset ?? 0
}
