const UTF8 = 'CHARACTER SET utf8mb4'
/** The default collation is case-insensitive: a key under it would take `A` and `a` for one value. */
const UTF8_EXACT = `${UTF8} COLLATE utf8mb4_bin`

/** As many characters of utf8mb4 as 65 535 bytes hold; also the most that a VARBINARY is given. */
const MAX_LENGTH = 16_383
/** No LONGTEXT or LONGBLOB may stand in a key: there they get this length. */
const KEY_LENGTH = 255

/** Text of at most `length` characters; null where nothing bounds it. */
export function textType(length: number | null, inKey: boolean): string {
  const bound = boundOf(length, inKey)
  return bound === null ? `LONGTEXT ${UTF8}` : `VARCHAR(${bound}) ${charset(inKey)}`
}

/** Text of exactly `length` characters. */
export function fixedTextType(length: number, inKey: boolean): string {
  return `CHAR(${length}) ${charset(inKey)}`
}

/** At most `length` bytes; null where nothing bounds them. */
export function binaryType(length: number | null, inKey: boolean): string {
  const bound = boundOf(length, inKey)
  return bound === null ? 'LONGBLOB' : `VARBINARY(${bound})`
}

function boundOf(length: number | null, inKey: boolean): number | null {
  if (length !== null && length <= MAX_LENGTH) return length
  return inKey ? KEY_LENGTH : null
}

function charset(inKey: boolean): string {
  return inKey ? UTF8_EXACT : UTF8
}
