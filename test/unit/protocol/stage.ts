import type { Random } from '../../../infra/local/event-source/random.ts'
import type { Pause, Session, Signal, Steps, Surroundings } from './actor.ts'
import { DatabaseModel, type Transaction } from './database-model.ts'
import type { Rules } from './rules.ts'
import { checkLedger } from './violation.ts'

/** Something that was started and is not at its end. */
export interface Actor {
  readonly steps: Steps<unknown>
  readonly session: Session
  readonly startedAt: number
  /** Told when it is at its end, or dead. */
  readonly ended: (how: 'done' | 'killed') => void
  /** Is rarely given a turn: it still runs when others have gone on. */
  readonly slow: boolean
  pause: Pause
}

/** A transaction whose client is gone: the server ends it when it notices, or with the COMMIT that was on its way. */
interface Lingering {
  readonly transaction: Transaction
  readonly commits: boolean
}

/** Who works on the database, and what the dead have left open there. @throws Violation from whatever commits */
export class Stage {
  readonly database: DatabaseModel
  readonly #random: Random
  readonly #rules: Rules
  readonly #log: readonly (readonly number[])[]
  readonly #happened = new Map<string, number>()
  #actors: readonly Actor[] = []
  #lingering: readonly Lingering[] = []

  /** @param log offsets of the records, by partition */
  constructor(random: Random, rules: Rules, log: readonly (readonly number[])[]) {
    this.database = new DatabaseModel(rules)
    this.#random = random
    this.#rules = rules
    this.#log = log
  }

  get actors(): readonly Actor[] {
    return this.#actors
  }

  /** What happened how often. */
  get happened(): ReadonlyMap<string, number> {
    return this.#happened
  }

  start(
    begin: (around: Surroundings) => Steps<unknown>,
    ended: Actor['ended'] = () => undefined,
  ): void {
    const session: Session = { transaction: null }
    const around = {
      database: this.database,
      rules: this.#rules,
      session,
      tell: (event: string) => this.#tell(event),
    }
    const actor: Actor = {
      steps: begin(around),
      session,
      startedAt: this.database.now,
      ended,
      slow: this.#chance(0.2),
      pause: 'statement',
    }
    this.#actors = [...this.#actors, actor]
  }

  step(actor: Actor, signal: Signal): void {
    const { pause } = actor
    const { done, value } = actor.steps.next(signal)
    if (pause === 'commit') checkLedger(this.database, this.#log)
    if (!done) {
      if (value === 'blocked') this.#tell('waited')
      actor.pause = value
      return
    }
    this.#actors = this.#actors.filter((other) => other !== actor)
    actor.ended('done')
  }

  /** The COMMIT arrives or does not, at once or later; its client hears nothing. */
  loseAnswer(actor: Actor): void {
    this.#tell('lost the answer')
    this.#leave(actor)
    if (this.#chance(0.5)) this.#endLingering(this.#lingering.at(-1))
    this.step(actor, 'no answer')
  }

  kill(actor: Actor): void {
    this.#tell('killed')
    this.#leave(actor)
    this.#actors = this.#actors.filter((other) => other !== actor)
    actor.ended('killed')
  }

  /** Leaves what an actor has open to the server. */
  #leave({ session, pause }: Actor): void {
    const { transaction } = session
    session.transaction = null
    if (transaction === null) return
    const commits = pause === 'commit' && this.#chance(0.5)
    this.#lingering = [...this.#lingering, { transaction, commits }]
  }

  /** The server notices that a client is gone. */
  endOneLingering(): void {
    this.#endLingering(this.#lingering[0])
  }

  #endLingering(ended: Lingering | undefined): void {
    if (ended === undefined) return
    this.#lingering = this.#lingering.filter((other) => other !== ended)
    if (!ended.commits) {
      this.database.rollBack(ended.transaction)
      return
    }
    this.#tell('committed late')
    this.database.commit(ended.transaction)
    checkLedger(this.database, this.#log)
  }

  /** Lets everything that runs come to its end. */
  settle(): void {
    this.endAllLingering()
    for (let turn = 0; this.#actors.length > 0; turn += 1) {
      for (const actor of this.#actors) this.step(actor, turn > 50 ? 'lock wait timeout' : 'go')
    }
  }

  endAllLingering(): void {
    for (const lingering of this.#lingering) this.#endLingering(lingering)
  }

  #tell(event: string): void {
    this.#happened.set(event, (this.#happened.get(event) ?? 0) + 1)
  }

  #chance(share: number): boolean {
    return this.#random.fraction() < share
  }
}
