import type { StructSchema, Value } from '../../schema.ts'

/** Both ordinates of the point that stands for an unchanged one. */
const NOWHERE = -99_999_999

/** The well-known binary of SRID 4326, POINT(-99999999 -99999999) and POINT(179.999999 89.999999). */
const GEOMETRY = Buffer.from('0101000020e6100000000000fc83d797c1000000fc83d797c1', 'hex')
const GEOGRAPHY = Buffer.from('0101000020e61000000c21e7fdff7f66401842cefbff7f5640', 'hex')
const BASE64: ReadonlySet<unknown> = new Set(
  [GEOMETRY, GEOGRAPHY].map((at) => at.toString('base64')),
)

const NAME = 'io.debezium.data.geometry.'

/** Recognises the placeholder of a geometry; null for any other struct. */
export function isPlaceholderStruct({
  name,
  fields,
}: StructSchema): ((value: Value) => boolean) | null {
  if (name === null || !name.startsWith(NAME)) return null
  const at = (member: string) => fields.findIndex((field) => field.name === member)
  const [x, y, wkb] = [at('x'), at('y'), at('wkb')]
  return (value) => {
    const members = value as readonly Value[]
    if (members[x] === NOWHERE && members[y] === NOWHERE) return true
    const bytes = members[wkb]
    return bytes instanceof Uint8Array && (GEOMETRY.equals(bytes) || GEOGRAPHY.equals(bytes))
  }
}

/** The same without a schema, where bytes are base64. */
export function isPlaceholderPoint(x: unknown, y: unknown, wkb: unknown): boolean {
  return (x === NOWHERE && y === NOWHERE) || (typeof wkb === 'string' && BASE64.has(wkb))
}
