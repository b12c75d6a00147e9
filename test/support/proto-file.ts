import fc from 'fast-check'
import protobuf from 'protobufjs'
import type { Syntax } from './protobuf-samples.ts'

/** Where in its file the message of the records stands. */
const PLACES = ['first', 'second', 'nested'] as const

export interface ProtoFile {
  /** As it is registered. */
  readonly text: string
  /** The message's indexes as Confluent writes them, and its index as Glue does. */
  readonly lead: { readonly confluent: Uint8Array; readonly glue: Uint8Array }
  readonly encode: (members: object) => Uint8Array
}

interface ProtoRow {
  /** Of the fields; as registered, or as encoded. */
  readonly text: (wire: boolean) => string
  /** The messages declared inside of it, those of maps included. */
  readonly messages: readonly string[]
}

const IMPORTS = [
  'google/protobuf/timestamp.proto',
  'google/protobuf/wrappers.proto',
  'google/protobuf/struct.proto',
  'google/type/date.proto',
  'google/type/timeofday.proto',
  'confluent/meta.proto',
  'confluent/type/decimal.proto',
]

/** What protobufjs does not have of the imports. */
const IMPORTED = [
  'package google.type; message Date { int32 year = 1; int32 month = 2; int32 day = 3; }',
  'package google.type; message TimeOfDay { int32 hours = 1; int32 minutes = 2; int32 seconds = 3; int32 nanos = 4; }',
  'package confluent.type; message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }',
]

const HEADS: Readonly<Record<Syntax, string>> = {
  proto2: 'syntax = "proto2";',
  proto3: 'syntax = "proto3";',
  editions: 'edition = "2023";',
}

const INDEXES: Readonly<Record<(typeof PLACES)[number], readonly Buffer[]>> = {
  // Written in full, and shortened as most clients do.
  first: [Buffer.of(0), Buffer.of(2, 0)],
  second: [Buffer.of(2, 2)],
  // Zigzag, and plain as old clients do.
  nested: [Buffer.of(4, 2, 2), Buffer.of(2, 1, 1)],
}

export function protoFiles(row: ProtoRow, syntax: Syntax): fc.Arbitrary<ProtoFile> {
  return fc
    .record({ place: fc.constantFrom(...PLACES), packaged: fc.boolean() })
    .chain(({ place, packaged }) =>
      fc.constantFrom(...INDEXES[place]).map((confluent) => {
        const head = `${HEADS[syntax]}\n${packaged ? 'package some.where;\n' : ''}`
        const imports = IMPORTS.map((path) => `import "${path}";\n`).join('')
        const messages = (wire: boolean) => {
          const message = `message Row {\n${row.text(wire)}}\n`
          const other = 'message Other { map<int32, bool> flags = 1; message Row {} }\n'
          switch (place) {
            case 'first':
              return message + other
            case 'second':
              return other + message
            case 'nested':
              return `${other}message Outer {\nmessage Before {}\n${message}}\n`
            default:
              return place satisfies never
          }
        }
        const name = place === 'nested' ? 'Outer.Row' : 'Row'
        const all = [
          name,
          ...row.messages.map((inner) => `${name}.${inner}`),
          ...['Other', 'Other.FlagsEntry', 'Other.Row'],
          ...(place === 'nested' ? ['Outer', 'Outer.Before'] : []),
        ]
        const index = all.toSorted((a, b) => (a < b ? -1 : 1)).indexOf(name)
        const type = protoType(
          `${head}${imports}${messages(true)}`,
          packaged ? `some.where.${name}` : name,
        )
        return {
          text: `${head}${imports}${messages(false)}`,
          lead: { confluent, glue: new protobuf.Writer().uint32(index).finish() },
          encode: (members: object) => type.encode(type.fromObject(members)).finish(),
        }
      }),
    )
}

/** The message of this name, its fields called as they are in the text. */
export function protoType(text: string, name: string): protobuf.Type {
  const root = new protobuf.Root()
  for (const path of IMPORTS) {
    const known = protobuf.common.get(path)
    if (known?.nested !== undefined) root.addJSON(known.nested)
  }
  for (const file of IMPORTED) protobuf.parse(`syntax = "proto3"; ${file}`, root)
  protobuf.parse(text, root, { keepCase: true })
  return root.resolveAll().lookupType(name)
}
