import type { Schema, Value } from '../../schema.ts'
import type { CompileCodec, Framing } from '../codec.ts'
import type { AvroType } from './avro-type.ts'
import { bytesValue } from './bytes-value.ts'
import { ConnectSchemas } from './connect-schema.ts'
import { meaningOf } from './meaning.ts'
import { parseRegistered } from './parse-registered.ts'
import { readBody } from './read-body.ts'
import { ReadBounds } from './read-bounds.ts'
import { ValueTypes } from './value-types.ts'

/** Where the root of a schema stands, for messages. */
const ROOT = 'value'

/** Avro's binary encoding, read with the schema it was written with. */
export const compileAvro: CompileCodec = (registered, framing) => {
  const type = parseRegistered(registered)
  const schema: Schema = new ConnectSchemas().of(type, ROOT)
  const decode = bodyReader(type, framing)
  return { schemaOf: () => schema, decode }
}

function bodyReader(type: AvroType, framing: Framing): (body: Uint8Array) => Value {
  // Confluent's serializers write a schema that is all bytes without their length.
  if (type.kind === 'bytes' && framing === 'confluent') {
    const value = bytesValue(meaningOf(type), ROOT)
    return (body) => value(Buffer.from(body))
  }
  const bounds = new ReadBounds()
  const types = new ValueTypes(bounds)
  const whole = types.of(type, ROOT)
  const weight = types.weightOf(type)
  return (body) => {
    bounds.reset()
    bounds.charge(weight, ROOT)
    return readBody(whole, asBuffer(body), ROOT)
  }
}

/** avsc reads with a Buffer's methods. */
function asBuffer(body: Uint8Array): Buffer {
  if (Buffer.isBuffer(body)) return body
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}
