/** Strings, each with the colon that makes it a name, and the brackets between them. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/gs

/** The first name that an object inside a JSON text has twice; null where none has. The parsers keep the later one in silence. */
export function twiceGivenMember(json: string): string | null {
  const open: Set<string>[] = []
  for (const [token, colon] of json.matchAll(tokens)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length))
      const names = open.at(-1)
      if (names?.has(name) === true) return name
      names?.add(name)
    }
  }
  return null
}
