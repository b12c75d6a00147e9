const UTF8 = 'CHARACTER SET utf8mb4'
/** The default collation is case-insensitive: a key under it would take `A` and `a` for one value. */
const UTF8_EXACT = `${UTF8} COLLATE utf8mb4_bin`

/** As many characters of utf8mb4 as 65 535 bytes hold; also the most that a VARBINARY is given. */
const MAX_LENGTH = 16_383

/**
 * Text of at most `length` characters; null where nothing bounds it.
 * @param keyLength what it then gets in a key, where no LONGTEXT may stand; null outside of keys
 */
export function textType(length: number | null, keyLength: number | null): string {
  const bound = boundOf(length, keyLength)
  return bound === null ? `LONGTEXT ${UTF8}` : `VARCHAR(${bound}) ${charset(keyLength)}`
}

/** Text of exactly `length` characters. */
export function fixedTextType(length: number, keyLength: number | null): string {
  return `CHAR(${length}) ${charset(keyLength)}`
}

/** At most `length` bytes; null where nothing bounds them. @param keyLength as for text */
export function binaryType(length: number | null, keyLength: number | null): string {
  const bound = boundOf(length, keyLength)
  return bound === null ? 'LONGBLOB' : `VARBINARY(${bound})`
}

function boundOf(length: number | null, keyLength: number | null): number | null {
  if (length !== null && length <= MAX_LENGTH) return length
  return keyLength
}

function charset(keyLength: number | null): string {
  return keyLength === null ? UTF8 : UTF8_EXACT
}
