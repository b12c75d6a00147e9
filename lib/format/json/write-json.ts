import { ExactNumber, type JsonValue } from '../../schema.ts'

/** The text of a parsed JSON value: exact numbers keep their literal, a double its shortest text. Recursive. */
export function writeJson(json: JsonValue): string {
  if (json instanceof ExactNumber) return json.literal
  if (Object.is(json, -0)) return '-0'
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  if (Array.isArray(json)) return `[${json.map((item: JsonValue) => writeJson(item)).join(',')}]`
  const members = Object.entries(json).map(([name, member]) => {
    return `${JSON.stringify(name)}:${writeJson(member)}`
  })
  return `{${members.join(',')}}`
}
