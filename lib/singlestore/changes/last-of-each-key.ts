import type { Delete, Write } from './operation.ts'
import type { Identity } from './row-key.ts'
import type { Step } from './step.ts'

type Keyed<Source> = Write<Source> | Delete<Source>

interface LastRules<Source> {
  /** Writes that are known to be refused: they take the place of nothing. */
  readonly refused: ReadonlySet<Write<Source>>
  /** Deletes stay, each to be answered for itself. */
  readonly spare: boolean
}

/** Of every key the last operation: a write replaces the row, so that nothing before it shows. Null stands for what is overtaken. */
export function lastOfEachKey<Source>(
  operations: readonly Keyed<Source>[],
  identities: readonly (Identity | null)[],
  { refused, spare }: LastRules<Source>,
): readonly (Step<Source> | null)[] {
  const last = placesOf(identities, (at) => !isAmong(refused, operations[at]))
  return operations.map((operation, at) => {
    const identity = identities[at] ?? null
    if (identity === null || (spare && operation.kind === 'delete')) return stepOf(operation)
    return at >= (last.get(identity.exact) ?? 0) ? stepOf(operation) : null
  })
}

function isAmong<Source>(
  writes: ReadonlySet<Write<Source>>,
  operation: Keyed<Source> | undefined,
): boolean {
  return operation?.kind === 'write' && writes.has(operation)
}

/**
 * Of every key the deletes, and the writes behind the last of them: a write is an insert, and a second one the server
 * refuses. The earlier deletes stay, for keys that may be the same.
 */
export function insertsBehindDeletes<Source>(
  operations: readonly Keyed<Source>[],
  identities: readonly (Identity | null)[],
): readonly (Step<Source> | null)[] {
  const lastDelete = placesOf(identities, (at) => operations[at]?.kind === 'delete')
  return operations.map((operation, at) => {
    const identity = identities[at] ?? null
    const deletedAt = identity === null ? undefined : lastDelete.get(identity.exact)
    const isLeft = operation.kind === 'delete' || deletedAt === undefined || at > deletedAt
    return isLeft ? stepOf(operation) : null
  })
}

/** Where each key comes for the last time. */
function placesOf(
  identities: readonly (Identity | null)[],
  counts: (at: number) => boolean,
): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [at, identity] of identities.entries()) {
    if (identity !== null && counts(at)) places.set(identity.exact, at)
  }
  return places
}

function stepOf<Source>(operation: Keyed<Source>): Step<Source> {
  return operation.kind === 'write' ? { kind: 'write', operation } : { kind: 'delete', operation }
}
