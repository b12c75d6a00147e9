import { parseJson } from '../json/exact-json.ts'
import { endOfString } from '../json/string-end.ts'

/** Where the two values of an envelope stand in its text. */
interface Envelope {
  readonly schema: Span
  readonly payload: Span
}

/** From `start` to before `end`, white space around the value included. */
interface Span {
  readonly start: number
  readonly end: number
}

const WHITE_SPACE = /[ \t\n\r]*/y

/**
 * Finds the values of an envelope, an object of exactly `schema` and `payload` in any order, without parsing them:
 * only the structure around them is checked. Null where the text is anything else, and as soon as that is certain.
 *
 * @throws RecordError `ERR_RECORD_UNDECODABLE` where a member comes twice (the later one counts) and the text is no JSON
 */
export function splitEnvelope(text: string): Envelope | null {
  const spans = new Map<string, Span>()
  let members = 0
  let at = skipSpace(text, 0)
  if (text[at] !== '{') return null
  do {
    const nameStart = skipSpace(text, at + 1)
    if (text[nameStart] !== '"') return null
    const nameEnd = endOfString(text, nameStart)
    const name = envelopeName(text.slice(nameStart, nameEnd))
    const colon = skipSpace(text, nameEnd)
    if (name === null || text[colon] !== ':') return null
    at = endOfValue(text, colon + 1)
    spans.set(name, { start: colon + 1, end: at })
    members += 1
  } while (text[at] === ',')
  if (text[at] !== '}' || skipSpace(text, at + 1) !== text.length) return null
  const schema = spans.get('schema')
  const payload = spans.get('payload')
  if (schema === undefined || payload === undefined) return null
  if (members > 2) parseJson(text)
  return { schema, payload }
}

function envelopeName(quoted: string): string | null {
  const name = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1)
  return name === 'schema' || name === 'payload' ? name : null
}

function unescaped(quoted: string): string | null {
  try {
    return JSON.parse(quoted)
  } catch {
    return null
  }
}

/** The offset of the comma or brace that ends the value; what stands between is for the parser to judge. */
function endOfValue(text: string, start: number): number {
  let depth = 0
  let at = start
  while (at < text.length) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at)
        continue
      case '{':
      case '[':
        depth += 1
        break
      case ',':
        if (depth === 0) return at
        break
      case '}':
      case ']':
        if (depth === 0) return at
        depth -= 1
        break
    }
    at += 1
  }
  return at
}

function skipSpace(text: string, start: number): number {
  WHITE_SPACE.lastIndex = start
  WHITE_SPACE.test(text)
  return WHITE_SPACE.lastIndex
}
