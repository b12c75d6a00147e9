/** Marks, which stand over letters, and what is not seen at all. */
const UNSEEN = /[\p{M}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/

/**
 * A text under which all texts fall together that a collation may take for equal: case, accents, and blanks at the end do
 * not count. It may say of different texts that they are equal, never of equal ones that they differ.
 */
export function foldText(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return withoutEnd(text.toLowerCase())
  return withoutEnd(text.normalize('NFKD').replace(UNSEEN, '').toUpperCase().toLowerCase())
}

/** Blanks at the end, which most collations pad away. */
export function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1
  return end === text.length ? text : text.slice(0, end)
}
