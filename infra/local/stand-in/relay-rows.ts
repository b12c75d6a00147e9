import type { ServerError } from './action.ts'
import { type EndOfRows, encodeEndOfRows, parseEndOfRows, parseError } from './wire/answer.ts'
import type { Channel } from './wire/channel.ts'
import { packed, textRow } from './wire/fields.ts'
import { PayloadReader } from './wire/payload-reader.ts'

export interface RelayOptions {
  /** Null where the rows are to be swallowed. */
  readonly target: Channel | null
  readonly columns: number
  readonly header: Buffer
  readonly mapCell?: ((cell: string) => string) | undefined
  /** Changes the names in the descriptions of the columns. */
  readonly mapName?: ((name: string) => string) | undefined
  /** Reorders the rows within a window. */
  readonly shuffle?: ((rows: Buffer[]) => void) | undefined
  /** Added to the server's count of warnings. */
  readonly moreWarnings: number
}

/** How the rows ended. */
export type RowsEnd =
  | { readonly kind: 'end'; readonly end: EndOfRows }
  | { readonly kind: 'error'; readonly error: ServerError }
  | { readonly kind: 'gone' }

const windowBytes = 1 << 16

/** Passes a result set on, in bounded memory; an error that ends it is left to the caller to send. */
export async function relayRows(source: Channel, options: RelayOptions): Promise<RowsEnd> {
  const { target, mapCell, mapName, shuffle, moreWarnings } = options
  let rows: Buffer[] = []
  let bytes = 0
  const flush = async (...tail: readonly Buffer[]): Promise<void> => {
    shuffle?.(rows)
    await target?.write([...rows, ...tail])
    rows = []
    bytes = 0
  }
  const head = [options.header]
  for (let column = 0; column <= options.columns; column += 1) {
    const payload = await source.read()
    if (payload === undefined) return { kind: 'gone' }
    const isColumn = column < options.columns && mapName !== undefined
    head.push(isColumn ? mapColumn(payload, mapName) : payload)
  }
  await target?.write(head)
  while (true) {
    const payload = await source.read()
    if (payload === undefined) return { kind: 'gone' }
    const end = parseEndOfRows(payload)
    if (end !== null) {
      await flush(encodeEndOfRows({ ...end, warnings: end.warnings + moreWarnings }))
      return { kind: 'end', end }
    }
    if (payload[0] === 0xff) {
      await flush()
      return { kind: 'error', error: parseError(payload) }
    }
    if (target === null) continue
    rows.push(mapCell === undefined ? payload : mapRow(payload, mapCell))
    bytes += payload.length
    if (bytes >= windowBytes) await flush()
  }
}

/** A description begins with texts: catalog, schema, table and column by alias and by name. */
function mapColumn(payload: Buffer, mapName: (name: string) => string): Buffer {
  const reader = new PayloadReader(payload)
  const texts = Array.from({ length: textsInColumn }, () => mapped(reader.packedBytes(), mapName))
  return Buffer.concat([...texts.map(packed), reader.rest()])
}

const textsInColumn = 6

function mapRow(payload: Buffer, mapCell: (cell: string) => string): Buffer {
  const reader = new PayloadReader(payload)
  const cells: (Buffer | string | null)[] = []
  while (!reader.atEnd) {
    const cell = reader.cell()
    cells.push(cell === null ? null : mapped(cell, mapCell))
  }
  return textRow(cells)
}

/** Bytes that are no text stay as they are. */
function mapped(cell: Buffer, mapCell: (cell: string) => string): Buffer | string {
  const text = cell.toString()
  const other = mapCell(text)
  return other === text ? cell : other
}
