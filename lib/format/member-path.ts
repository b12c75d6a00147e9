const PLAIN = /^[\w$-]{1,64}$/
const SHOWN_CHARACTERS = 64

/** Where a member stands, for messages: `payload.address.zip`; a name made of other characters is quoted and cut. */
export function memberPath(parent: string, name: string): string {
  if (PLAIN.test(name)) return `${parent}.${name}`
  return `${parent}[${quoted(name)}]`
}

/** A name from a schema as a message may show it: quoted, at most 64 characters of it. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, SHOWN_CHARACTERS))
}
