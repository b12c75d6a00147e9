import type { Random } from '../../event-source/random.ts'

const KEPT = 12

/** Some events of the past, to be delivered again long after they were done with. */
export class OldEvents {
  readonly #events: string[] = []

  /** Takes an event in, now and then in the place of another. */
  keep(event: string, random: Random): void {
    const place = this.#events.length < KEPT ? this.#events.length : random.integer(0, KEPT * 4)
    if (place < KEPT) this.#events[place] = event
  }

  draw(random: Random): string | null {
    return this.#events[random.integer(0, this.#events.length - 1)] ?? null
  }
}
