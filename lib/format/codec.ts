import type { Schema, Value } from '../schema.ts'
import type { RegisteredSchema } from './registry.ts'

/** Who framed a body: what stands at its front, and how, differs. */
export type Framing = 'confluent' | 'glue'

/** Reads the bodies of one registered schema: what is left when the frame is taken off. */
export interface Codec {
  /**
   * The schema of this body's value; always the same object, for Protobuf one per message of the file.
   * @throws RecordError `ERR_RECORD_UNDECODABLE` where Protobuf's message indexes lead nowhere
   */
  schemaOf(body: Uint8Array): Schema

  /** @throws RecordError `ERR_RECORD_UNDECODABLE`, `ERR_RECORD_OUT_OF_RANGE` with the path of the member, never contents */
  decode(body: Uint8Array): Value
}

/** @throws RecordError `ERR_RECORD_SCHEMA` */
export type CompileCodec = (registered: RegisteredSchema, framing: Framing) => Codec
