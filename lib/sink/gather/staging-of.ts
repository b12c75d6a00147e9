import type { Operation, Write } from '../../singlestore/changes/operation.ts'
import type { RemainingMs } from '../../singlestore/session/connection.ts'
import { passingRows, prepareStaging } from '../../singlestore/staging.ts'
import type { Suspects } from '../find-refused.ts'
import type { SinkParts } from '../sink-parts.ts'
import type { TableWork } from './encode-asked.ts'
import type { Asked } from './landing.ts'
import { writesOf } from './writes.ts'

/** Rows on their way through a staging table: which of them the filter drops, and whose fault it is where that fails. */
export interface Staging<Source extends Asked> {
  /** Outside of any transaction. @throws StoreError, ConfigError */
  readonly findDropped: () => Promise<ReadonlySet<Operation<Source>>>
  readonly suspects: Suspects<Write<Source>>
}

/** @param filter the WHERE of a load */
export function stagingOf<Source extends Asked>(
  { name, operations }: TableWork<Source>,
  filter: string,
  { sessions, catalog, loading }: SinkParts,
  remainingMs: RemainingMs,
): Staging<Source> {
  const table = catalog.table(name)
  const writes = writesOf(operations)
  // Whatever the connection of a trial: a staging table belongs to a session.
  const pass = async (part: readonly Write<Source>[]) => {
    const connection = await sessions.dml(remainingMs)
    await prepareStaging(connection, table, remainingMs)
    const rows = part.map(({ row }) => row)
    return await passingRows(connection, table, rows, filter, remainingMs, loading.compression)
  }
  return {
    async findDropped() {
      if (writes.length === 0) return new Set()
      const passing = await pass(writes)
      return new Set(writes.filter((_, place) => !passing.has(place)))
    },
    suspects: {
      table: name,
      items: new Map(writes.map((write) => [write, write.source.record])),
      write: (_, part) => pass(part),
    },
  }
}
