const [TAB, RETURN, SPACE] = [9, 13, 32]

/** A text without the blanks around it that the server skips where it reads a number or a date. */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start += 1
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1
  return start === 0 && end === text.length ? text : text.slice(start, end)
}

function isBlank(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= RETURN)
}
