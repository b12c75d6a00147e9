import type { Config } from '../../config.ts'
import {
  alterScratch,
  createScratch,
  createTemporaryScratch,
  deleteScratch,
  SCRATCH_PREFIX,
  selectScratch,
  updateScratch,
} from '../../singlestore/dialect/scratch-table.ts'
import { INSERT, loadRows, REPLACE } from '../../singlestore/loader.ts'
import type { Shape } from '../../singlestore/row.ts'
import { inTrial } from '../../singlestore/session/transaction.ts'
import type { Server } from '../server/server.ts'
import type { Visit } from '../visit.ts'
import { examineDrop } from './examine-drop.ts'
import type { Needs } from './needs.ts'
import { type Trial, tryPrivilege } from './privilege.ts'

const SHAPE: Shape = {
  columns: [
    { name: 'id', as: 'text' },
    { name: 'word', as: 'text' },
  ],
}
/** Of one, two, three and four bytes. */
const WORD = 'aß€😀'
const WHOLE = [`1 ${WORD}`, '2 b'].join('\n')

/**
 * Tries on a table of its own, made and dropped here, what the sink does to tables: what is denied, and whether it is needed.
 * No table of the user's is touched.
 */
export async function examineScratch(
  config: Config,
  needs: Needs,
  server: Server,
  visit: Visit,
): Promise<void> {
  const table = scratchName(visit.doors.random)
  const create = { ...creating(table), needed: needs.create }
  const trials = trialsOf(table, config, needs)
  const created = await tryPrivilege(create, server, visit)
  if (created === 'worked') {
    for (const trial of trials) await tryPrivilege(trial, server, visit)
  } else {
    const why = 'There is no scratch table to try it on; the first event tells.'
    for (const { privilege } of trials) visit.skip(`Privilege ${privilege}`, why)
  }
  // A CREATE that was not answered may have been done.
  const mayBeThere = created === 'worked' || created === 'unclear'
  if (mayBeThere) await examineDrop(table, server, visit)
  else visit.skip('Privilege DROP', 'There is nothing to drop.')
}

function creating(table: string): Omit<Trial, 'needed'> {
  return {
    privilege: 'CREATE',
    doing: `Created the table "${table}"`,
    async act(connection, remainingMs) {
      await connection.execute(createScratch(table), `creating "${table}"`, remainingMs)
      return null
    },
  }
}

function trialsOf(table: string, config: Config, needs: Needs): readonly Trial[] {
  const { compression } = config.loading
  const at = `"${table}"`
  const replaces = config.changes.upsert
  return [
    {
      privilege: 'INSERT',
      doing: `Loaded two rows into ${at} by LOAD DATA LOCAL, compression ${compression}, one of them rolled back and loaded again`,
      needed: true,
      async act(connection, remainingMs) {
        const first = { shape: SHAPE, line: `1\t${WORD}` }
        const second = { shape: SHAPE, line: '2\tb' }
        const options = { ...INSERT, compression }
        await inTrial(connection, remainingMs, () =>
          loadRows(connection, table, [first], options, remainingMs),
        )
        const { loaded } = await loadRows(connection, table, [first, second], options, remainingMs)
        return loaded === 2 ? null : `Of two rows ${loaded} were loaded.`
      },
    },
    {
      privilege: 'SELECT',
      doing: `Read the rows of ${at}`,
      needed: true,
      async act(connection, remainingMs) {
        const rows = await connection.select(selectScratch(table), `reading ${at}`, remainingMs)
        const read = rows.map(({ id, word }) => `${id} ${word}`).join('\n')
        return read === WHOLE ? null : 'The rows came back other than they were loaded.'
      },
    },
    {
      privilege: 'UPDATE',
      doing: `Updated a row of ${at}`,
      needed: needs.update,
      async act(connection, remainingMs) {
        await connection.execute(updateScratch(table), `updating ${at}`, remainingMs)
        return null
      },
    },
    {
      privilege: 'DELETE',
      doing: `Deleted a row of ${at}${replaces ? ' and replaced another (LOAD DATA … REPLACE)' : ''}`,
      needed: needs.delete,
      async act(connection, remainingMs) {
        if (replaces) {
          const row = { shape: SHAPE, line: '2\tc' }
          await loadRows(connection, table, [row], { ...REPLACE, compression }, remainingMs)
        }
        await connection.execute(deleteScratch(table), `deleting from ${at}`, remainingMs)
        return null
      },
    },
    {
      privilege: 'ALTER',
      doing: `Added a column to ${at}`,
      needed: needs.alter,
      async act(connection, remainingMs) {
        await connection.execute(alterScratch(table), `altering ${at}`, remainingMs)
        return null
      },
    },
    {
      privilege: 'CREATE TEMPORARY TABLES',
      doing: 'Created a temporary table, which goes with the session',
      needed: needs.temporary,
      async act(connection, remainingMs) {
        const name = `${table}_t`
        await connection.execute(createTemporaryScratch(name), `creating "${name}"`, remainingMs)
        return null
      },
    },
  ]
}

function scratchName(random: () => number): string {
  const digits = Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16))
  return `${SCRATCH_PREFIX}${digits.join('')}`
}
