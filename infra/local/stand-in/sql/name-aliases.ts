import { createHash } from 'node:crypto'
import { Refusal } from './refusal.ts'

/** SingleStore's limit since 8.5, in characters. */
const MAX_NAME_CHARACTERS = 256
/** MariaDB's limit, in characters. */
const MARIADB_NAME_CHARACTERS = 64
/** A table is a file: MariaDB spells every odd character as five bytes, and file names end at 255. */
const MARIADB_FILE_NAME_BYTES = 240
/** Characters of four bytes, which MariaDB takes in no name. */
const FOUR_BYTES = /[\u{10000}-\u{10ffff}]/u

const PREFIX = 's2_'
const ALIAS = /s2_[a-p]{48}/gi

/** Names MariaDB cannot have, under short stable names that can be turned back. */
export interface NameAliases {
  /** The name as MariaDB is to see it. Throws a Refusal (1059) for a name over 256 characters. */
  forward(name: string): string
  /** `text` with every alias handed out so far turned back. */
  restore(text: string): string
  /** Aliases exist, so results may need `restore`. */
  readonly inUse: boolean
}

export function createNameAliases(): NameAliases {
  const names = new Map<string, string>()
  return {
    forward(name) {
      const characters = Array.from(name).length
      if (characters > MAX_NAME_CHARACTERS) {
        throw new Refusal(1059, '42000', `Identifier name '${name}' is too long`)
      }
      if (isMariadbName(name, characters)) return name
      const alias = aliasOf(name)
      names.set(alias, name)
      return alias
    },
    restore(text) {
      if (names.size === 0 || !text.includes(PREFIX)) return text
      return text.replace(ALIAS, (alias) => names.get(alias) ?? alias)
    },
    get inUse() {
      return names.size > 0
    },
  }
}

function isMariadbName(name: string, characters: number): boolean {
  if (FOUR_BYTES.test(name) || characters > MARIADB_NAME_CHARACTERS) return false
  return fileNameBytes(name) <= MARIADB_FILE_NAME_BYTES
}

/**
 * 48 letters from a hash of the name in lower case, their case from a hash of the name as it is: two
 * names that differ in case only get aliases that do so too, and stay one column but two tables.
 */
function aliasOf(name: string): string {
  const letters = digest(name.toLowerCase())
  const cases = digest(name)
  let alias = PREFIX
  for (let index = 0; index < 48; index++) {
    const nibble = nibbleAt(letters, index)
    const upper = nibbleAt(cases, index) % 2 === 1
    alias += String.fromCharCode((upper ? 0x41 : 0x61) + nibble)
  }
  return alias
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

function nibbleAt(bytes: Buffer, index: number): number {
  const byte = bytes[index >> 1] ?? 0
  return index % 2 === 0 ? byte >> 4 : byte & 15
}

function fileNameBytes(name: string): number {
  let bytes = 0
  for (const char of name) bytes += /[A-Za-z0-9_]/.test(char) ? 1 : 5
  return bytes
}
