import { Misfit } from './misfit.ts'

/** A text that UTF-8 can write: cut in the middle of a character, it would become another one. @throws Misfit */
export function checkedText(text: string): string {
  if (text.isWellFormed()) return text
  throw new Misfit('the text holds half a character (a lone surrogate): see where it is cut')
}
