const SHOWN_CHARACTERS = 64

/** A name as messages quote it: cut, for the name of a field can be as long as a record. */
export function shownName(name: string): string {
  const isShort = name.length <= SHOWN_CHARACTERS
  return JSON.stringify(isShort ? name : `${name.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`)
}
