import { integer, packed } from './fields.ts'

const utf8mb4GeneralCi = 45
const varString = 0xfd
const widestTextBytes = 65_535

/** The description of a column of text, for rows that the proxy makes itself. */
export function encodeTextColumn(name: string): Buffer {
  return Buffer.concat([
    ...['def', '', '', '', name, name].map(packed),
    Buffer.of(0x0c),
    integer(utf8mb4GeneralCi, 2),
    integer(widestTextBytes, 4),
    Buffer.of(varString),
    Buffer.alloc(5),
  ])
}
