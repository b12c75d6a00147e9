import { ENUM } from '../../schema/logical-type.ts'
import type { JsonValue } from '../../schema.ts'
import { primitiveReader } from '../connect-json/primitive-reader.ts'
import { writeJson } from '../json/write-json.ts'
import type { Annotations } from './annotations.ts'
import { FITS, plainShape, type Shape } from './shape.ts'

/**
 * A string of which a few are allowed. Whether a value is among them is the validator's question. Where others than
 * strings are listed and no type rules them out, they are kept as their JSON text.
 */
export function enumShape(symbols: readonly JsonValue[], base: Annotations, path: string): Shape {
  const listed = symbols.filter((symbol) => symbol !== null)
  const parameters = new Map([...base.parameters, ['allowed', listed.map(textOf).join(',')]])
  const schema = { ...base, type: 'string', name: ENUM, parameters } as const
  if (listed.every((symbol) => typeof symbol === 'string')) {
    return plainShape(schema, primitiveReader('string', path), (json) => {
      return typeof json === 'string' ? FITS : 0
    })
  }
  const texts = new Set(listed.map(writeJson))
  return plainShape(schema, textOf, (json) => {
    return typeof json === 'string' || texts.has(writeJson(json)) ? FITS : 0
  })
}

function textOf(json: JsonValue): string {
  return typeof json === 'string' ? json : writeJson(json)
}
