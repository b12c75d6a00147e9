const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** East Asian wide characters and emoji take two cells of a terminal. */
const WIDE =
  /^(?:\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6])/u

/** Cells of a terminal that a text takes. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** Cuts a text to so many cells; what was cut off shows as `…`. */
export function cutToWidth(text: string, limit: number): string {
  if (displayWidth(text) <= limit) return text
  let kept = ''
  let width = 0
  for (const { segment } of segmenter.segment(text)) {
    width += WIDE.test(segment) ? 2 : 1
    if (width > limit - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** Breaks a text into lines of so many cells: behind blanks and commas where it can, inside a word where it must. */
export function wrapToWidth(text: string, limit: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const flush = () => {
    lines.push(line.trimEnd())
    line = ''
  }
  for (const piece of text.match(/[^ ,]*[ ,]+|[^ ,]+/g) ?? []) {
    if (displayWidth(line + piece.trimEnd()) > limit && line !== '') flush()
    for (const { segment } of segmenter.segment(piece)) {
      if (displayWidth(line + segment.trimEnd()) > limit) flush()
      line += segment
    }
  }
  flush()
  return lines
}
