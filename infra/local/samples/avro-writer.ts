import avsc, { type Schema, type Type } from 'avsc'

/** Long as `bigint`: avsc's own ends at 2^53. */
const longType = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer(long: bigint) {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(long)
    return bytes
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
})

/**
 * Returns a writer of Avro's binary encoding: longs are `bigint`, a union of null and one other is that one's value or
 * null, a logical type is what it counts.
 *
 * @param references schemas whose names `schema` may use, each after those that it uses itself
 */
export function avroWriter(
  schema: Schema,
  references: readonly Schema[] = [],
): (value: unknown) => Buffer {
  const registry: Record<string, Type> = {}
  const options = { registry, typeHook: exactLong }
  for (const reference of references) avsc.Type.forSchema(reference, options)
  const type = avsc.Type.forSchema(schema, options)
  return (value) => type.toBuffer(value)
}

/** A long with a logical type would otherwise be avsc's own. */
function exactLong(schema: Schema): Type | undefined {
  const isLong =
    schema === 'long' || (typeof schema === 'object' && 'type' in schema && schema.type === 'long')
  return isLong ? longType : undefined
}
