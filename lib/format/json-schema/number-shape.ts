import { logicalType } from '../../schema/logical-type.ts'
import { ExactNumber } from '../../schema.ts'
import { float64Reader } from '../connect-json/float-reader.ts'
import type { Reader } from '../connect-json/reader.ts'
import type { Annotations } from './annotations.ts'
import { primitiveShape } from './primitive-shape.ts'
import type { Shape } from './shape.ts'

/** The shape of `number` without a `connect.type`: JSON does not say that it is a double, so that its digits are kept. */
export function numberShape(base: Annotations, path: string): Shape {
  const shape = primitiveShape('float64', base, path)
  return logicalType(shape.schema) === null ? { ...shape, read: exactReader(path) } : shape
}

function exactReader(path: string): Reader {
  const readDouble = float64Reader(path)
  return (json) => {
    const double = readDouble(json)
    return json instanceof ExactNumber && json.literal !== String(double) ? json : double
  }
}
