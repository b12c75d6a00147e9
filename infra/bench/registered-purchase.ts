import type { RegisteredSchema } from '../../lib/format/registry.ts'
import { avroBody, avroSchema } from './avro-purchase.ts'
import { jsonBody, jsonSchema } from './json-schema-purchase.ts'
import { protobufBody, protobufSchema } from './protobuf-purchase.ts'
import type { Purchase } from './purchase.ts'

/** A schema of purchases in a Confluent registry, and how its records are written. */
interface RegisteredPurchase extends Pick<RegisteredSchema, 'type' | 'text'> {
  readonly id: number
  /** What follows the frame. */
  body(purchase: Purchase): Uint8Array
}

/** The formats whose schemas come from a registry. */
export const REGISTERED_FORMATS = ['avro', 'protobuf', 'jsonSchema'] as const

export type RegisteredFormat = (typeof REGISTERED_FORMATS)[number]

export const REGISTERED: Readonly<Record<RegisteredFormat, RegisteredPurchase>> = {
  avro: { id: 1, type: 'AVRO', text: avroSchema, body: avroBody },
  protobuf: { id: 2, type: 'PROTOBUF', text: protobufSchema, body: protobufBody },
  jsonSchema: { id: 3, type: 'JSON', text: jsonSchema, body: jsonBody },
}

export const FRAME_BYTES = 5

/** A record's value in Confluent's frame: `00`, the schema's id as an int32, the body. */
export function framedPurchase(format: RegisteredFormat, purchase: Purchase): Uint8Array {
  const { id, body } = REGISTERED[format]
  const frame = Buffer.alloc(FRAME_BYTES)
  frame.writeInt32BE(id, 1)
  return Buffer.concat([frame, body(purchase)])
}
