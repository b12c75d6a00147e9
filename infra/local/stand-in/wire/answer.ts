import type { ServerError } from '../action.ts'
import { integer, packed, packedInteger } from './fields.ts'
import { PayloadReader } from './payload-reader.ts'

/** The answer to a statement that gives no rows. */
export interface Ok {
  readonly affectedRows: bigint
  readonly insertId: bigint
  readonly status: number
  readonly warnings: number
  readonly info: string
}

/** The packet after the columns and the one after the rows. */
export interface EndOfRows {
  readonly status: number
  readonly warnings: number
}

/** The first packet of an answer. */
export type AnswerHead =
  | { readonly kind: 'ok'; readonly ok: Ok }
  | { readonly kind: 'error'; readonly error: ServerError }
  | { readonly kind: 'local-infile'; readonly fileName: string }
  | { readonly kind: 'rows'; readonly columns: number; readonly payload: Buffer }

export function parseAnswerHead(payload: Buffer): AnswerHead {
  const first = payload[0]
  if (first === 0x00) return { kind: 'ok', ok: parseOk(payload) }
  if (first === 0xff) return { kind: 'error', error: parseError(payload) }
  if (first === 0xfb) return { kind: 'local-infile', fileName: payload.toString('utf8', 1) }
  return { kind: 'rows', columns: Number(new PayloadReader(payload).packedInteger()), payload }
}

function parseOk(payload: Buffer): Ok {
  const reader = new PayloadReader(payload, 1)
  return {
    affectedRows: reader.packedInteger(),
    insertId: reader.packedInteger(),
    status: reader.integer(2),
    warnings: reader.integer(2),
    info: infoText(reader),
  }
}

/** Without session tracking the information is the rest of the packet; MariaDB still writes its length first. */
function infoText(reader: PayloadReader): string {
  const rest = reader.rest()
  const first = rest[0]
  if (first === undefined) return ''
  return rest.toString('utf8', first === rest.length - 1 ? 1 : 0)
}

export function parseError(payload: Buffer): ServerError {
  const reader = new PayloadReader(payload, 1)
  const errno = reader.integer(2)
  const rest = reader.rest().toString()
  const [, sqlState, message] = /^#(.{5})([\s\S]*)$/.exec(rest) ?? []
  return { errno, sqlState: sqlState ?? 'HY000', message: message ?? rest }
}

/** Null where the packet is a row. */
export function parseEndOfRows(payload: Buffer): EndOfRows | null {
  if (payload[0] !== 0xfe || payload.length >= 9) return null
  return { warnings: payload.readUInt16LE(1), status: payload.readUInt16LE(3) }
}

export function encodeOk(ok: Ok): Buffer {
  return Buffer.concat([
    Buffer.of(0),
    packedInteger(ok.affectedRows),
    packedInteger(ok.insertId),
    integer(ok.status, 2),
    integer(Math.min(ok.warnings, 0xffff), 2),
    ...(ok.info === '' ? [] : [packed(ok.info)]),
  ])
}

export function encodeError(error: ServerError): Buffer {
  return Buffer.concat([
    Buffer.of(0xff),
    integer(error.errno, 2),
    Buffer.from(`#${error.sqlState}${error.message}`),
  ])
}

export function encodeEndOfRows(end: EndOfRows): Buffer {
  return Buffer.concat([
    Buffer.of(0xfe),
    integer(Math.min(end.warnings, 0xffff), 2),
    integer(end.status, 2),
  ])
}
