import { StoreError } from '../../errors.ts'
import type { Field } from '../../schema.ts'
import type { TypeProfile } from '../../table/encoding.ts'
import { addColumns } from '../dialect/alter-table.ts'
import { nameText } from '../identifier.ts'
import type { Connection, RemainingMs } from '../session/connection.ts'
import type { Table } from '../table.ts'
import { tooWide } from './too-wide.ts'

const COLUMN_EXISTS = 1060
const LOCK_WAIT_TIMEOUT = 1205

/** A schema may have as many fields as an event has room for. */
const SHOWN_NAMES = 20

/**
 * Adds columns to a table that has rows.
 * @param connection to the DDL endpoint
 * @returns false where another container was first with one of them: then none was added
 * @throws StoreError, that a lock was waited for in vain among them
 */
export async function addDataColumns(
  connection: Connection,
  { name: table, columns }: Table,
  fields: readonly Field[],
  profile: TypeProfile,
  remainingMs: RemainingMs,
): Promise<boolean> {
  const names = fields.slice(0, SHOWN_NAMES).map(({ name }) => nameText(name))
  const more = fields.length > SHOWN_NAMES ? ` and ${fields.length - SHOWN_NAMES} more` : ''
  const doing = `adding ${fields.length === 1 ? 'the column' : 'the columns'} ${names.join(', ')}${more} to table "${table}"`
  try {
    await connection.execute(addColumns(table, fields, profile), doing, remainingMs)
    return true
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    if (error.errno === COLUMN_EXISTS) return false
    const wide = tooWide(error, table, columns.length + fields.length)
    if (wide !== null) throw wide
    const hint = hintFor(error)
    if (hint === null) throw error
    const { code, message, transient, errno } = error
    throw new StoreError(code, `${message.replace(/\.?$/, '.')} ${hint}`, {
      ...{ transient, errno, cause: error },
      coordinates: { table },
    })
  }
}

function hintFor({ code, errno }: StoreError): string | null {
  if (code === 'ERR_DEADLINE' || errno === LOCK_WAIT_TIMEOUT) {
    return 'ALTER TABLE waits until the transactions that wrote the table have ended: one of them may be open and idle.'
  }
  return code === 'ERR_ACCESS_DENIED'
    ? 'To add columns the user needs ALTER, too; or add them yourself and set SINK_SCHEMA_EVOLUTION=none (auto.evolve=false).'
    : null
}
