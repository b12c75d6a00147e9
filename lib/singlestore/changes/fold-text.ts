/** To utf8mb4_general_ci all characters beyond the first plane are one. */
const BEYOND = /[\u{10000}-\u{10ffff}\ufffd]+/gu
const MARK = /\p{M}+/gu
/** What is not seen at all, and signs that some collations do not look at. */
const UNSEEN = /[[\p{M}\p{C}\p{Lm}\p{Sk}\p{So}\p{Default_Ignorable_Code_Point}·]--[\x20-\x7e]]+/gv
const FOREIGN_DIGIT = /[^\P{Nd}0-9]/gu
const DIGIT = /\p{Nd}/u
const KATAKANA = /[\u30a1-\u30f6]/g
const KATAKANA_TO_HIRAGANA = 0x60
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/

/** Letters that some collations take for others, and that Unicode does not decompose. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  'ß=s æ=ae œ=oe ø=o đ=d ð=d ł=l ħ=h ŧ=t ı=i ς=σ ґ=г ぁ=あ ぃ=い ぅ=う ぇ=え ぉ=お っ=つ ゃ=や ゅ=ゆ ょ=よ ゎ=わ ゕ=か ゖ=け'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.slice(2)]),
)
const LETTER = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'g')

/**
 * A text under which all texts fall together that a collation may take for equal: case, accents, and blanks at the end do
 * not count. It may say of different texts that they are equal; of equal ones that they differ it says only under the
 * rarer rules of single languages.
 */
export function foldText(text: string): string {
  const folded = PRINTABLE_ASCII.test(text) ? text.toLowerCase() : foldForeign(text)
  // One collation takes ß for ss, another for s.
  return withoutEnd(folded.replace(/ss+/g, 's'))
}

function foldForeign(text: string): string {
  return text
    .replace(BEYOND, '')
    .normalize('NFKD')
    .replace(MARK, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(FOREIGN_DIGIT, digitOf)
    .replace(KATAKANA, (kana) =>
      String.fromCodePoint((kana.codePointAt(0) ?? 0) - KATAKANA_TO_HIRAGANA),
    )
    .replace(LETTER, (letter) => LETTERS.get(letter) ?? letter)
    .replace(UNSEEN, '')
}

/** The digits of every script follow one another from 0 on. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}

/** Blanks at the end, which most collations pad away. */
export function withoutEnd(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1
  return end === text.length ? text : text.slice(0, end)
}
