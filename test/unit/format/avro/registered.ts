import { RecordError } from '../../../../lib/errors.ts'
import { compileAvro } from '../../../../lib/format/avro/compile-avro.ts'
import type { Codec, Framing } from '../../../../lib/format/codec.ts'

/** Compiles a schema given as JSON.stringify writes it, or as a text; references in the order in which they depend. */
export function compiled(
  schema: unknown,
  framing: Framing = 'glue',
  references: Readonly<Record<string, unknown>> = {},
): Codec {
  return compileAvro(
    {
      type: 'AVRO',
      text: textOf(schema),
      references: Object.entries(references).map(([name, text]) => ({ name, text: textOf(text) })),
    },
    framing,
  )
}

function textOf(schema: unknown): string {
  return typeof schema === 'string' ? schema : JSON.stringify(schema)
}

/** What a body given in hexadecimal digits decodes to. */
export function decoded(schema: unknown, hex: string, framing: Framing = 'glue') {
  return compiled(schema, framing).decode(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

export function record(name: string, fields: Readonly<Record<string, unknown>>) {
  const list = Object.entries(fields).map(([field, type]) => ({ name: field, type }))
  return { type: 'record', name, fields: list }
}

export const field = (name: string, type: unknown, more = {}) => ({ name, type, ...more })
export const fields = (...list: readonly unknown[]) => ({ type: 'record', name: 'R', fields: list })

/** What a schema is refused with. */
export function schemaFault(
  schema: unknown,
  references: Readonly<Record<string, unknown>> = {},
): string {
  try {
    compiled(schema, 'glue', references)
  } catch (error) {
    if (error instanceof RecordError) return `${error.code}: ${error.message}`
    throw error
  }
  return 'no fault'
}
