import { createRandom, type Random } from '../../../infra/local/event-source/random.ts'
import type { Batch } from '../../../lib/kafka/record.ts'
import { Tails } from '../../../lib/singlestore/ledger/tails.ts'
import { buildBatch } from '../kafka/build-record.ts'
import { invocation } from './invocation.ts'
import { adoption, compaction, forgetting } from './maintenance.ts'
import type { Rules } from './rules.ts'
import { Stage } from './stage.ts'
import { checkCommitted } from './violation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Lambda ends a function for Kafka after 14 minutes at the latest. */
const TIMEOUT_MS = 14 * MINUTE
const STEPS = 400
const CONTAINERS = 3
/** Offsets of the records, by partition; some are missing, as compaction and transaction markers leave it. */
const LOG: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13],
  [3, 4, 5, 6, 8, 9, 10, 11],
]

interface Container {
  readonly tails: Tails
  busy: boolean
}

/**
 * Runs one random schedule: containers that remember, deliveries cut anew and overlapping, kills, lost answers, maintenance,
 * hours that pass. At its end all is delivered once more.
 * @throws Violation where the protocol breaks its promise
 */
export function runSchedule(seed: number, rules: Rules): ReadonlyMap<string, number> {
  return new Schedule(createRandom(seed), rules).run()
}

class Schedule {
  readonly #random: Random
  readonly #rules: Rules
  readonly #stage: Stage
  readonly #containers: Container[]

  constructor(random: Random, rules: Rules) {
    this.#random = random
    this.#rules = rules
    this.#stage = new Stage(random, rules, LOG)
    this.#containers = Array.from({ length: CONTAINERS }, () => this.#coldContainer())
  }

  run(): ReadonlyMap<string, number> {
    for (let step = 0; step < STEPS; step += 1) {
      this.#stage.database.now += this.#random.integer(0, 3_000)
      this.#act()
    }
    this.#stage.settle()
    this.#deliver(
      this.#coldContainer(),
      LOG.map((offsets, partition) => buildBatch(offsets, { partition })),
    )
    this.#stage.settle()
    for (const [partition, offsets] of LOG.entries()) {
      checkCommitted(this.#stage.database, buildBatch(offsets, { partition }))
    }
    return this.#stage.happened
  }

  #act(): void {
    const dice = this.#random.integer(0, 99)
    if (dice < 84) this.#stepSome()
    else if (dice < 92) this.#deliverSome()
    else if (dice < 95) this.#compactSome()
    else if (dice < 96) this.#forgetSome()
    else if (dice < 97) this.#adoptSome()
    else if (dice < 98) this.#killSome()
    else if (dice < 99) this.#stage.endOneLingering()
    else this.#passTime()
  }

  #stepSome(): void {
    const actor = this.#pick(this.#stage.actors)
    if (actor === undefined || (actor.slow && !this.#chance(0.15))) return
    if (this.#stage.database.now - actor.startedAt > TIMEOUT_MS) this.#stage.kill(actor)
    else if (actor.pause === 'commit' && this.#chance(0.08)) this.#stage.loseAnswer(actor)
    else this.#stage.step(actor, this.#chance(0.05) ? 'lock wait timeout' : 'go')
  }

  #killSome(): void {
    const actor = this.#pick(this.#stage.actors)
    if (actor !== undefined) this.#stage.kill(actor)
  }

  #deliverSome(): void {
    const container = this.#pick(this.#containers.filter(({ busy }) => !busy))
    if (container === undefined) return
    const partitions = this.#chance(0.3) ? [0, 1] : [this.#random.integer(0, 1)]
    const batches = partitions.map((partition) => {
      const offsets = LOG[partition] ?? []
      const { highOffset } = container.tails.get({ topic: 'orders', partition })
      const next = offsets.findIndex((offset) => offset > highOffset)
      // Mostly what follows, as the container knows it; else whatever a rebalance comes up with.
      const from =
        next >= 0 && this.#chance(0.6) ? next : this.#random.integer(0, offsets.length - 1)
      return buildBatch(offsets.slice(from, from + this.#random.integer(1, 4)), { partition })
    })
    this.#deliver(container, batches)
  }

  #deliver(container: Container, batches: readonly Batch[]): void {
    container.busy = true
    const { tails } = container
    this.#stage.start(
      (around) => invocation(batches, { ...around, tails }),
      (how) => {
        container.busy = false
        if (how === 'killed') this.#replace(container)
      },
    )
  }

  #compactSome(): void {
    const partition = this.#random.integer(0, 1)
    this.#stage.start((around) => compaction(partition, around))
  }

  #forgetSome(): void {
    const partition = this.#random.integer(0, 1)
    const first = this.#random.integer(0, 13)
    const range = { first, last: first + this.#random.integer(0, 4) }
    this.#stage.start((around) => forgetting(partition, range, { ...around, log: LOG }))
  }

  #adoptSome(): void {
    const partition = this.#random.integer(0, 1)
    const last = this.#random.integer(0, 9)
    this.#stage.start((around) => adoption(partition, last, { ...around, log: LOG }))
  }

  #passTime(): void {
    if (this.#chance(0.6)) {
      this.#stage.database.now += this.#random.integer(1, 16) * MINUTE
      return
    }
    // Nothing that runs survives a day: functions are ended, and so are the transactions they leave behind.
    for (const actor of this.#stage.actors) this.#stage.kill(actor)
    this.#stage.endAllLingering()
    this.#stage.database.now += this.#random.integer(23, 27) * HOUR
  }

  #coldContainer(): Container {
    const now = () => (this.#rules.memoryExpires ? this.#stage.database.now : 0)
    return { tails: new Tails(now), busy: false }
  }

  #replace(lost: Container): void {
    this.#containers[this.#containers.indexOf(lost)] = this.#coldContainer()
  }

  #chance(share: number): boolean {
    return this.#random.fraction() < share
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.#random.integer(0, items.length - 1)]
  }
}
