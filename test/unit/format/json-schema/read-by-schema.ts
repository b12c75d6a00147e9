import { RecordError } from '../../../../lib/errors.ts'
import type { Codec } from '../../../../lib/format/codec.ts'
import { compileJsonSchema } from '../../../../lib/format/json-schema/compile-json-schema.ts'
import type { Schema, Value } from '../../../../lib/schema.ts'

const NOTHING = new Uint8Array(0)

/** A codec of this schema, given as text or as what JSON.stringify makes text of. */
export function codecOf(
  schema: unknown,
  references: Readonly<Record<string, unknown>> = {},
): Codec {
  const registered = {
    type: 'JSON',
    text: textOf(schema),
    references: Object.entries(references).map(([name, node]) => ({ name, text: textOf(node) })),
  } as const
  return compileJsonSchema(registered, 'confluent')
}

function textOf(schema: unknown): string {
  return typeof schema === 'string' ? schema : JSON.stringify(schema)
}

export function schemaOf(schema: unknown, references?: Readonly<Record<string, unknown>>): Schema {
  return codecOf(schema, references).schemaOf(NOTHING)
}

/** What the body, JSON text, reads as. */
export function read(schema: unknown, body: string): Value {
  return codecOf(schema).decode(Buffer.from(body))
}

/** The fault that this throws. */
export function refusal(act: () => unknown): RecordError {
  try {
    act()
  } catch (error) {
    if (error instanceof RecordError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
