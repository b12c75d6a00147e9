import { decimalPayload } from '../local/samples/connect-json.ts'
import { BinaryWriter } from './binary-writer.ts'
import type { Purchase } from './purchase.ts'

/** The file of purchases in Protobuf, with the types that Confluent's converter writes. */
export const protobufSchema = `syntax = "proto3";
package shop.sales;

import "confluent/meta.proto";
import "confluent/type/decimal.proto";
import "google/protobuf/timestamp.proto";

message Purchase {
  int64 id = 1;
  int64 customer_id = 2;
  string order_number = 3;
  string status = 4;
  optional string channel = 5;
  string currency = 6;
  confluent.type.Decimal amount = 7 [(confluent.field_meta) = {
    params: [ { key: "precision", value: "18" }, { key: "scale", value: "2" } ]
  }];
  int32 quantity = 8;
  double weight_kg = 9;
  bool express = 10;
  google.protobuf.Timestamp created_at = 11;
  optional string note = 12;
}
`

const PRECISION = 18
const SCALE = 2

/** Protobuf's encoding of a purchase, the file's first message: its index, a single 0, stands in front. */
export function protobufBody(purchase: Purchase): Uint8Array {
  const { createdMs, note, channel } = purchase
  const writer = new MessageWriter()
    .integer(1, purchase.id)
    .integer(2, purchase.customer)
    .text(3, purchase.number)
    .text(4, purchase.status)
  if (channel !== null) writer.text(5, channel)
  writer
    .text(6, purchase.currency)
    .bytes(
      7,
      new MessageWriter()
        .bytes(1, Buffer.from(decimalPayload(purchase.amountCents), 'base64'))
        .integer(2, PRECISION)
        .integer(3, SCALE)
        .finish(),
    )
    .integer(8, purchase.quantity)
    .double(9, purchase.weightKg)
  if (purchase.express) writer.integer(10, 1)
  writer.bytes(
    11,
    new MessageWriter()
      .integer(1, Math.floor(createdMs / 1000))
      .integer(2, (createdMs % 1000) * 1_000_000)
      .finish(),
  )
  if (note !== null) writer.text(12, note)
  return Buffer.concat([Uint8Array.of(0), writer.finish()])
}

class MessageWriter {
  readonly #writer = new BinaryWriter()

  integer(field: number, value: number | bigint): this {
    this.#tag(field, 0).varint(BigInt(value))
    return this
  }

  double(field: number, value: number): this {
    this.#tag(field, 1).double(value)
    return this
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value))
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, 2).varint(BigInt(value.length)).raw(value)
    return this
  }

  finish(): Uint8Array {
    return this.#writer.finish()
  }

  #tag(field: number, wireType: number): BinaryWriter {
    return this.#writer.varint(BigInt((field << 3) | wireType))
  }
}
