import { StoreError } from '../../errors.ts'
import type { KeyedRows } from './keyed-rows.ts'
import type { RowKey } from './row-key.ts'
import type { Guarded } from './step.ts'
import type { VersionOrder } from './version-order.ts'

/** What of some guarded operations the table's rows leave. */
interface Judged<Source> {
  readonly newer: readonly Guarded<Source>[]
  readonly stale: readonly Guarded<Source>[]
}

/**
 * Makes way for what is newer: deletes the rows that are not, then looks which are left.
 * @param guarded none of them of the same key as another
 * @throws StoreError `ERR_STORE_TRANSIENT` where a row that is no newer came in between
 */
export async function judge<Source>(
  rows: KeyedRows,
  key: RowKey,
  guarded: readonly Guarded<Source>[],
  order: VersionOrder,
  table: string,
): Promise<Judged<Source>> {
  if (guarded.length === 0) return { newer: [], stale: [] }
  await rows.deleteOlder(guarded, order)
  const left = await rows.find(guarded.map(keyed), order)
  const newer: Guarded<Source>[] = []
  const stale: Guarded<Source>[] = []
  for (const step of inKeyOrder(guarded, key)) {
    const version = left.get(key.identify(keyed(step).key).group)
    if (version === undefined) newer.push(step)
    else if (
      version !== null &&
      order.versionSelected(version) > order.version(step.operation.version)
    ) {
      stale.push(step)
    } else {
      throw writtenMeanwhile(table)
    }
  }
  return { newer, stale }
}

/** In which all transactions take their locks: others may write the same keys. */
function inKeyOrder<Source>(
  guarded: readonly Guarded<Source>[],
  key: RowKey,
): readonly Guarded<Source>[] {
  return guarded
    .map((step) => ({ step, exact: key.identify(keyed(step).key).exact }))
    .sort((a, b) => (a.exact < b.exact ? -1 : Number(a.exact > b.exact)))
    .map(({ step }) => step)
}

/** A guarded operation always has a key. */
export function keyed({ operation }: Guarded<unknown>): { readonly key: readonly string[] } {
  return { key: operation.key ?? [] }
}

/** Tried again, the operation is measured against what the other transaction wrote. */
export function writtenMeanwhile(table: string, cause?: unknown): StoreError {
  return new StoreError(
    'ERR_STORE_TRANSIENT',
    `Another transaction wrote a row of table "${table}" at the same time, under a key that this one writes; it is rolled back, to be tried again.`,
    { transient: true, coordinates: { table }, cause },
  )
}
