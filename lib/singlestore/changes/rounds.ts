import type { Delete, Write } from './operation.ts'
import type { Identity } from './row-key.ts'
import type { Guarded, Step } from './step.ts'

/** Steps in the order of their kinds: first the deletes, then the guarded ones, then the writes. No two of them can meet in another order. */
export interface Round<Source> {
  readonly deletes: readonly Delete<Source>[]
  readonly guarded: readonly Guarded<Source>[]
  readonly writes: readonly Write<Source>[]
}

interface OpenRound<Source> {
  readonly deletes: Delete<Source>[]
  readonly guarded: Guarded<Source>[]
  readonly writes: Write<Source>[]
}

/** Where the steps of keys that may be the same have come to. */
interface Progress {
  round: number
  /** Something in this round must come before whatever follows. */
  closed: boolean
}

/**
 * Rounds that are run one after the other. Within one, keys that may be the same share no more than deletes before one
 * other step.
 * @param apart not even deletes: each is to be answered for itself
 */
export function inRounds<Source>(
  steps: readonly (Step<Source> | null)[],
  identities: readonly (Identity | null)[],
  apart: boolean,
): readonly Round<Source>[] {
  const rounds: OpenRound<Source>[] = []
  const progress = new Map<string, Progress>()
  for (const [at, step] of steps.entries()) {
    if (step === null) continue
    const identity = identities[at] ?? null
    const closes = apart || step.kind !== 'delete'
    add(step, roundAt(rounds, identity === null ? 0 : place(closes, identity.group, progress)))
  }
  return rounds
}

function place(closes: boolean, group: string, progress: Map<string, Progress>): number {
  const of = progress.get(group)
  if (of === undefined) {
    progress.set(group, { round: 0, closed: closes })
    return 0
  }
  if (of.closed) of.round += 1
  of.closed = closes
  return of.round
}

function roundAt<Source>(rounds: OpenRound<Source>[], place: number): OpenRound<Source> {
  const known = rounds[place]
  if (known !== undefined) return known
  const round: OpenRound<Source> = { deletes: [], guarded: [], writes: [] }
  rounds.push(round)
  return round
}

function add<Source>(step: Step<Source>, round: OpenRound<Source>): void {
  switch (step.kind) {
    case 'write':
      round.writes.push(step.operation)
      return
    case 'delete':
      round.deletes.push(step.operation)
      return
    case 'guard':
      round.guarded.push(step)
      return
    default:
      step satisfies never
  }
}
