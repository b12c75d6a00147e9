import { formatTopicPartition } from '../../kafka/offset-range.ts'
import type { TopicPartition } from '../../kafka/record.ts'
import { type Claim, EMPTY_TAIL, type Tail } from './claim.ts'

/** How long a tail read or written by this container is trusted, by wall clock. */
const REMEMBERED_MS = 15 * 60_000

/** What a container remembers of the ledger: the tail of each topic-partition it has seen. */
export class Tails {
  readonly #now: () => number
  readonly #tails = new Map<string, Tail & { readonly at: number }>()

  /** @param now wall clock in milliseconds: a monotonic one stands still in a frozen container */
  constructor(now: () => number) {
    this.#now = now
  }

  knows(of: TopicPartition): boolean {
    const known = this.#tails.get(formatTopicPartition(of))
    return known !== undefined && this.#now() - known.at < REMEMBERED_MS
  }

  get(of: TopicPartition): Tail {
    return this.#tails.get(formatTopicPartition(of)) ?? EMPTY_TAIL
  }

  set(of: TopicPartition, { sequence, highOffset }: Tail): void {
    this.#tails.set(formatTopicPartition(of), { sequence, highOffset, at: this.#now() })
  }

  /** What was committed is the new tail. @param claims in their order */
  remember(claims: readonly Claim[]): void {
    for (const claim of claims) this.set(claim.span, claim)
  }

  clear(): void {
    this.#tails.clear()
  }
}
