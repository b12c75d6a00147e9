import { RecordError } from '../../errors.ts'
import type { Delete, Write } from './operation.ts'
import type { Identity } from './row-key.ts'
import type { Guarded, Step } from './step.ts'
import type { Version, VersionOrder } from './version-order.ts'

/** What is known of one key. */
interface Chain<Source> {
  /** Where its newest operation stands; -1 where there is none. */
  newestAt: number
  version: Version
  behind: Source[]
  /** Deletes of this key, and of others that may be the same, so far. */
  deletes: number
  deletesBeside: number
}

interface Newest<Source> {
  /** Null stands for what is overtaken or stale. */
  readonly steps: readonly (Step<Source> | null)[]
  /** The records whose operations are older than one before them. */
  readonly stale: readonly Source[]
}

interface NewestRules<Source> {
  /** Writes that are known to be refused: they overtake nothing. */
  readonly refused: ReadonlySet<Write<Source>>
  /** A delete without a version overtakes nothing. */
  readonly spare: boolean
}

/**
 * Of every key the operation of the greatest version, the later of equals. A delete without a version is ordered by
 * arrival: what comes behind it is measured against nothing before it. So is what comes behind any delete of another key
 * that may be the same one.
 * @throws RecordError for a write without a version
 */
export function newestOfEachKey<Source>(
  operations: readonly (Write<Source> | Delete<Source>)[],
  identities: readonly (Identity | null)[],
  order: VersionOrder,
  { refused, spare }: NewestRules<Source>,
): Newest<Source> {
  const steps: (Step<Source> | null)[] = []
  const stale: Source[] = []
  const chains = new Map<string, Chain<Source>>()
  const deletes = new Map<string, number>()

  for (const [at, operation] of operations.entries()) {
    const identity = identities[at] ?? null
    if (identity === null) {
      steps.push(operation.kind === 'write' ? { kind: 'write', operation } : null)
      continue
    }
    const chain = chains.get(identity.exact) ?? newChain<Source>()
    chains.set(identity.exact, chain)
    const beside = (deletes.get(identity.group) ?? 0) - chain.deletes
    if (beside !== chain.deletesBeside) forget(chain, beside)

    if (hasVersion(operation)) {
      const version = order.version(operation.version)
      if (chain.newestAt >= 0 && version < chain.version) {
        stale.push(operation.source)
        steps.push(null)
        continue
      }
      if (operation.kind === 'write' && refused.has(operation)) {
        steps.push({ kind: 'guard', operation, behind: [] })
        continue
      }
      overtake(steps, chain)
      steps.push({ kind: 'guard', operation, behind: chain.behind })
      chain.newestAt = at
      chain.version = version
    } else if (operation.kind === 'write') {
      throw withoutVersion(order)
    } else {
      steps.push({ kind: 'delete', operation })
      if (spare) continue
      if (chain.newestAt >= 0) steps[chain.newestAt] = null
      forget(chain, beside)
    }
    if (operation.kind === 'delete') {
      chain.deletes += 1
      deletes.set(identity.group, (deletes.get(identity.group) ?? 0) + 1)
    }
  }
  return { steps, stale }
}

function newChain<Source>(): Chain<Source> {
  return {
    newestAt: -1,
    version: 0,
    behind: [],
    deletes: 0,
    deletesBeside: 0,
  }
}

function forget<Source>(chain: Chain<Source>, beside: number): void {
  chain.newestAt = -1
  chain.behind = []
  chain.deletesBeside = beside
}

/** The newest so far falls behind. */
function overtake<Source>(steps: (Step<Source> | null)[], chain: Chain<Source>): void {
  const overtaken = steps[chain.newestAt] ?? null
  if (overtaken === null) return
  steps[chain.newestAt] = null
  chain.behind.push(overtaken.operation.source)
}

function hasVersion<Source>(
  operation: Write<Source> | Delete<Source>,
): operation is Guarded<Source>['operation'] {
  return operation.version !== null
}

export function withoutVersion({ column }: VersionOrder): RecordError {
  return new RecordError(
    'ERR_RECORD_UNMAPPABLE',
    `The version column "${column.name}" is NULL; without a version nothing tells whether the row is newer than the one it would replace.`,
    { coordinates: { column: column.name } },
  )
}
