import { type ApplyRules, applyOperations } from '../../singlestore/changes/apply-operations.ts'
import type { Operation, Write } from '../../singlestore/changes/operation.ts'
import { RowKey } from '../../singlestore/changes/row-key.ts'
import { loadRows, REPLACE } from '../../singlestore/loader.ts'
import type { Connection, RemainingMs } from '../../singlestore/session/connection.ts'
import type { Table } from '../../singlestore/table.ts'
import type { Tolerance } from '../bad-records.ts'
import { byRecord, findRefused, type Refused, type Suspects, trialOf } from '../find-refused.ts'
import { isolateEach } from '../isolate.ts'
import type { Asked } from './landing.ts'
import { lastingWrites } from './lasting-writes.ts'
import { writesOf } from './writes.ts'

interface RefusedOperations<Source extends Asked> {
  readonly table: Table
  readonly operations: readonly Operation<Source>[]
  readonly rules: ApplyRules
}

/**
 * Finds by trials whose operations the database refuses: deletes and truncations first, then writes by themselves, with
 * those that a refused one took the place of, then writes that collide.
 * @param tolerance `none` looks for the first one, and for one before it that this one took the place of
 * @returns none where the database now takes them all. @throws StoreError
 */
export async function findRefusedOperations<Source extends Asked>(
  connection: Connection,
  refused: RefusedOperations<Source>,
  tolerance: Tolerance,
  remainingMs: RemainingMs,
): Promise<Refused> {
  const search = new Search(connection, refused, remainingMs)
  const removals = await search.removals(tolerance)
  if (removals.size > 0) return removals
  if (tolerance === 'none') return await search.first()
  const each = await search.each()
  return each.size > 0 ? each : await search.lasting(tolerance)
}

class Search<Source extends Asked> {
  readonly #connection: Connection
  readonly #refused: RefusedOperations<Source>
  readonly #remainingMs: RemainingMs

  constructor(
    connection: Connection,
    refused: RefusedOperations<Source>,
    remainingMs: RemainingMs,
  ) {
    this.#connection = connection
    this.#refused = refused
    this.#remainingMs = remainingMs
  }

  async removals(tolerance: Tolerance): Promise<Refused> {
    const { table, operations, rules } = this.#refused
    const removals = operations.filter(({ kind }) => kind !== 'write')
    if (removals.length === 0) return new Map()
    const suspects: Suspects<Operation<Source>> = {
      table: table.name,
      items: withRecords(removals),
      write: (on, part) => applyOperations(on, table, part, rules, this.#remainingMs),
    }
    return await this.#find(suspects, tolerance)
  }

  async lasting(tolerance: Tolerance): Promise<Refused> {
    return await this.#find(this.#lastingOf(this.#refused.operations), tolerance)
  }

  /** The first write that is refused, and the first before it, where its fall uncovers one that is refused as well. */
  async first(): Promise<Refused> {
    const first = await this.lasting('none')
    const [record] = first.keys()
    if (record === undefined || !this.#knowsKeys()) return first
    const { topic, partition, offset } = record
    const before = this.#refused.operations.filter(
      ({ source }) =>
        source.topic !== topic || source.partition !== partition || source.record.offset < offset,
    )
    const suspects = this.#lastingOf(before)
    const trial = trialOf(this.#connection, suspects, this.#remainingMs)
    if ((await trial([...suspects.items.keys()])) === null) return first
    // One of them may be overtaken; but one after the other would cost a try for each.
    return new Map([...first, ...(await this.#find(this.#loadOf(writesOf(before)), 'none'))])
  }

  /** Writes that are refused by themselves, and show: no good one takes their place. */
  async each(): Promise<Refused> {
    const { table, operations, rules } = this.#refused
    if (!this.#knowsKeys()) return new Map()
    const lasting = lastingWrites(operations, table, rules)
    const bad = new Map(await this.#isolate(lasting))
    if (bad.size === 0) return new Map()
    const key = new RowKey(table)
    const keys = new Set(
      [...bad.keys()].flatMap((write) => (write.key === null ? [] : key.identify(write.key).exact)),
    )
    const known = new Set(lasting)
    const uncovered = writesOf(operations).filter(
      (write) => !known.has(write) && write.key !== null && keys.has(key.identify(write.key).exact),
    )
    for (const [write, error] of await this.#isolate(uncovered)) bad.set(write, error)
    const shown = lastingWrites(operations, table, rules, new Set(bad.keys()))
    const errors = shown.flatMap((write) => {
      const error = bad.get(write)
      return error === undefined ? [] : [[write, error] as const]
    })
    return byRecord(errors, { items: withRecords(shown) })
  }

  /** Else no row takes another's place. */
  #knowsKeys(): boolean {
    return this.#refused.table.uniqueKeys.length > 0
  }

  #isolate(writes: readonly Write<Source>[]) {
    const trial = trialOf(this.#connection, this.#loadOf(writes), this.#remainingMs)
    return isolateEach(writes, trial, () => false)
  }

  /** Rows of which none is in another's way. */
  #loadOf(writes: readonly Write<Source>[]): Suspects<Write<Source>> {
    const { table, rules } = this.#refused
    const options = { ...REPLACE, compression: rules.loading.compression }
    return {
      table: table.name,
      items: withRecords(writes),
      write: (on, part) => {
        const rows = part.map(({ row }) => row)
        return loadRows(on, table.name, rows, options, this.#remainingMs)
      },
    }
  }

  #lastingOf(operations: readonly Operation<Source>[]): Suspects<Write<Source>> {
    const { table, rules } = this.#refused
    return {
      table: table.name,
      items: withRecords(lastingWrites(operations, table, rules)),
      write: (on, part) => {
        const among = new Set<Operation<Source>>(part)
        // A row may have to make way for another one first.
        const some = operations.filter((one) => one.kind !== 'write' || among.has(one))
        return applyOperations(on, table, some, rules, this.#remainingMs)
      },
    }
  }

  #find<Item>(suspects: Suspects<Item>, tolerance: Tolerance): Promise<Refused> {
    return findRefused(this.#connection, suspects, tolerance, this.#remainingMs)
  }
}

function withRecords<Source extends Asked, Item extends Operation<Source>>(
  operations: readonly Item[],
): ReadonlyMap<Item, Source['record']> {
  return new Map(operations.map((one) => [one, one.source.record]))
}
