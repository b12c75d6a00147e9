import { setTimeout as sleep } from 'node:timers/promises'
import type { GivenUp } from '../../event-source/on-failure-record.ts'
import type { FaultCounts } from '../faults/fault-kind.ts'
import { seeded } from '../seeded.ts'
import type { Asker } from './asker.ts'
import { deleteBlockingRows } from './blocking-rows.ts'
import type { Deployed } from './deployed.ts'
import { onFailureEvent } from './on-failure-event.ts'
import { persist } from './persist.ts'

interface OperatorTools {
  readonly counts: FaultCounts
  readonly asker: Asker
  readonly seed: number
  /** Ends the work early. */
  readonly signal: AbortSignal
}

/** Who looks after a deployment while it is under fire: redrives, mends, compacts. */
export class Operator {
  readonly #deployed: Deployed
  readonly #counts: FaultCounts
  readonly #asker: Asker
  readonly #seed: number
  readonly #signal: AbortSignal
  readonly #work = new Set<Promise<void>>()
  readonly #failures: unknown[] = []
  #redrives = 0
  #lastRedrive: Promise<void> = Promise.resolve()

  constructor(deployed: Deployed, { counts, asker, seed, signal }: OperatorTools) {
    this.#deployed = deployed
    this.#counts = counts
    this.#asker = asker
    this.#seed = seed
    this.#signal = signal
  }

  /** Brings back what the event source gave up, a little later; one batch after the other, for all want the same claims. */
  redriveFailed({ messages }: GivenUp): void {
    for (const message of messages) {
      this.#redrives += 1
      const random = seeded(this.#seed, 'redrive', this.#redrives)
      const before = this.#lastRedrive
      this.#lastRedrive = this.#start(async () => {
        await before
        await sleep(random.integer(20, 300))
        await persist(this.#deployed, 'redrive', onFailureEvent(message), random, this.#signal)
        this.#counts.add('failed batch redriven')
      })
    }
  }

  /** Mends the table, so that the records that wait for it can go on. */
  mend(): void {
    const { topic } = this.#deployed.deployment
    void this.#start(() => deleteBlockingRows(topic, this.#asker))
  }

  /** Mends what can be mended, then redrives dead letters twice at the same time: one letter is for one of them. */
  redriveLetters(): void {
    const { topic, mended, environment } = this.#deployed.deployment
    if (environment.SINK_ERRORS_TOLERANCE !== 'all') return
    const mends = mended !== 'never'
    void this.#start(async () => {
      if (mends) await deleteBlockingRows(topic, this.#asker)
      const event = JSON.stringify({
        // What nobody mended is tried as well, and stays.
        deadLetters: { topic, limit: 200, ...(mends && { errorCode: 'ERR_RECORD_REFUSED' }) },
        dryRun: false,
      })
      const redrive = async (name: string): Promise<void> => {
        await persist(this.#deployed, 'redrive', event, seeded(this.#seed, name), this.#signal)
        this.#counts.add('dead letters redriven')
      }
      await Promise.all([redrive('letters'), redrive('letters at the same time')])
    })
  }

  /** Compacts the ledger again and again until the function given back is called. */
  compact(): () => void {
    let stopped = false
    const random = seeded(this.#seed, 'compact')
    void this.#start(async () => {
      do {
        const closing = random.fraction() < 0.5 ? { closeGapsOlderThanDays: 1 } : {}
        const event = JSON.stringify({ action: 'compact', ...closing })
        await persist(this.#deployed, 'ledger', event, random, this.#signal)
        this.#counts.add('compaction')
        await sleep(random.integer(500, 2_000))
      } while (!stopped && !this.#signal.aborted)
    })
    return () => {
      stopped = true
    }
  }

  /** Waits until nothing is left to do. @throws what went wrong first */
  async done(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work)
    if (this.#failures.length > 0) throw this.#failures[0]
  }

  #start(work: () => Promise<void>): Promise<void> {
    const tracked = work()
      .catch((error: unknown) => {
        this.#failures.push(error)
      })
      .finally(() => this.#work.delete(tracked))
    this.#work.add(tracked)
    return tracked
  }
}
