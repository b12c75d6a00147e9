import { EventError, RecordError, type SinkError, StoreError } from '../errors.ts'
import { formatTopicPartition } from '../kafka/offset-range.ts'
import type { TopicPartition } from '../kafka/record.ts'
import { type Span, spanBefore } from '../kafka/span.ts'

/** Why a topic-partition cannot go on: records before `offset` may commit, that one and what follows may not. */
export interface PartitionFault extends TopicPartition {
  readonly offset: number
  readonly error: SinkError
}

/** The faults of single topic-partitions in one invocation, the earliest of each: the others do not suffer for it. */
export class PartitionFaults {
  readonly #faults = new Map<string, PartitionFault>()
  #revision = 0

  /** Keeps the earliest fault of a topic-partition. */
  add({ topic, partition }: TopicPartition, offset: number, error: SinkError): void {
    const key = formatTopicPartition({ topic, partition })
    const known = this.#faults.get(key)
    if (known !== undefined && known.offset <= offset) return
    this.#faults.set(key, { topic, partition, offset, error })
    this.#revision += 1
  }

  /** Whether a record lies at or behind the fault of its topic-partition. */
  cuts(record: TopicPartition & { readonly offset: number }): boolean {
    const fault = this.#faults.get(formatTopicPartition(record))
    return fault !== undefined && fault.offset <= record.offset
  }

  /** The part of a span that may still commit, or null. */
  trim(span: Span): Span | null {
    const fault = this.#faults.get(formatTopicPartition(span))
    return fault === undefined ? span : spanBefore(span, fault.offset)
  }

  /** Grows with every change: a plan made at another revision is no longer right. */
  get revision(): number {
    return this.#revision
  }

  all(): readonly PartitionFault[] {
    return [...this.#faults.values()]
  }

  /** One error to throw for all of them; it names the others, too. */
  failure(): SinkError | null {
    const [first, ...others] = this.all()
    if (first === undefined || others.length === 0) return first?.error ?? null
    const named = others.slice(0, MAX_NAMED).map(placeOf).join(', ')
    const rest = others.length > MAX_NAMED ? ` and ${others.length - MAX_NAMED} more` : ''
    const message = first.error.message.replace(/\.?$/, '.')
    return withMessage(first.error, `${message} Likewise stopped: ${named}${rest}.`)
  }
}

const MAX_NAMED = 10

function placeOf(fault: PartitionFault): string {
  return `${formatTopicPartition(fault)} offset ${fault.offset} (${fault.error.code})`
}

/** The same error, of the same class, saying more. */
export function withMessage(
  error: SinkError,
  message: string,
  coordinates = error.coordinates,
): SinkError {
  const details = { coordinates, cause: error }
  if (error instanceof RecordError) return new RecordError(error.code, message, details)
  if (error instanceof StoreError) {
    return new StoreError(error.code, message, {
      ...details,
      transient: error.transient,
      errno: error.errno,
    })
  }
  return new EventError(error.code, message, details)
}
