import type { Value } from '../../schema.ts'
import type { Column } from '../column.ts'
import { type CellPlan, type CellWriter, refusedCell, textCell } from './cell-plan.ts'
import { fitDecimal } from './decimal-column.ts'
import { OutOfRange } from './out-of-range.ts'
import { unmappable } from './unmappable.ts'

/** 65 decimal digits, the most that a column of numbers holds, fit into 27 bytes. */
const MOST_NUMBER_BYTES = 27

export function bytesCell(column: Column): CellPlan {
  const write: CellWriter = (value) => {
    const bytes = value as Uint8Array
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  }
  switch (column.kind) {
    case 'binary':
      return { as: 'base64', write, limits: null }
    case 'text':
    case 'other':
      return textCell(write)
    default:
      return refusedCell(() =>
        unmappable(
          'Bytes',
          column,
          'their base64 text could pass for a number. Make it a LONGBLOB.',
        ),
      )
  }
}

/** The number that little-endian bits are where the column holds whole numbers, else the bytes. */
export function bitsCell(column: Column): CellPlan {
  if (column.kind !== 'integer' && column.kind !== 'decimal') return bytesCell(column)
  return textCell((value: Value) => fitDecimal(bitsText(value as Uint8Array, column), column))
}

function bitsText(bytes: Uint8Array, column: Column): string {
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0) length -= 1
  if (length > MOST_NUMBER_BYTES) {
    throw new OutOfRange(
      `${length} bytes of bits are more than column "${column.name}" holds.`,
      'greatest',
      column.name,
    )
  }
  const bigEndian = Buffer.from(bytes.subarray(0, length)).reverse().toString('hex')
  return BigInt(`0x${bigEndian || '0'}`).toString()
}
