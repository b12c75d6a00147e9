import type { FoundLetter } from '../singlestore/dead-letter/dead-letters.ts'

const MAX_LETTERS = 200
/** Values come back as hexadecimal text: twice their size. */
const MAX_BYTES = 4 * 1024 * 1024

/** Cuts letters into pages that one transaction takes: not too many, not too large. */
export function pages(letters: readonly FoundLetter[]): readonly (readonly FoundLetter[])[] {
  const cut: FoundLetter[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const letter of letters) {
    const page = cut.at(-1)
    if (page === undefined || page.length >= MAX_LETTERS || bytes + letter.bytes > MAX_BYTES) {
      cut.push([letter])
      bytes = letter.bytes
    } else {
      page.push(letter)
      bytes += letter.bytes
    }
  }
  return cut
}
