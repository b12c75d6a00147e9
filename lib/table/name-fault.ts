/** SingleStore 8.5 and later; 64 before. */
export const MAX_NAME_LENGTH = 256

/** Why no table, column or key can have this name, to stand behind it in a sentence; null where one can. */
export function nameFault(name: string): string | null {
  if (name === '') return 'is empty'
  if ([...name].length > MAX_NAME_LENGTH) return `is longer than ${MAX_NAME_LENGTH} characters`
  if (name.includes('\0')) return 'contains a NUL character'
  if (name.endsWith(' ')) return 'ends with a space'
  if (!name.isWellFormed()) return 'is not well-formed Unicode'
  return null
}
