/** What a hold stands on. */
interface HoldDoors {
  /** Wall clock in milliseconds. */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

/** Records, by what the invocation made of them. */
interface Committed {
  readonly written: number
  readonly filtered: number
  readonly deadLettered: number
}

/**
 * Lets an invocation that committed nothing last for at least `holdMs`, or for the time that it has: Lambda delivers a batch
 * again a limited number of times, and attempts that fail at once would be over long before an outage is. Nothing is held
 * open meanwhile.
 * @returns what to call at the start of an invocation, which gives what to await before it fails
 */
export function createFailureHold(holdMs: number, { now, sleep }: HoldDoors) {
  return (remainingMs: () => number) => {
    const startedAt = now()
    return async ({ written, filtered, deadLettered }: Committed): Promise<void> => {
      // Partitions that go on must not wait for one that does not.
      if (written + filtered + deadLettered > 0) return
      const leftMs = Math.min(holdMs - (now() - startedAt), remainingMs())
      if (leftMs > 0) await sleep(leftMs)
    }
  }
}
