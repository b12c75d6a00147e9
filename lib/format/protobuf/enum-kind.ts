import type { Enum } from 'protobufjs'
import { ENUM } from '../../schema/logical-type.ts'
import type { PrimitiveSchema } from '../../schema.ts'
import type { Kind } from './kind.ts'

/** Symbols are listed once, however many fields an enum has. */
const KINDS = new WeakMap<Enum, Kind>()

/**
 * An enum is the name of its value. A number without a name: in a closed enum (proto2) it is as if it were not written;
 * in an open one it gets the name that Protobuf's Java library makes up, `UNKNOWN_ENUM_VALUE_Colour_7`.
 */
export function enumKind(type: Enum): Kind {
  const known = KINDS.get(type)
  if (known !== undefined) return known
  const kind = makeKind(type)
  KINDS.set(type, kind)
  return kind
}

function makeKind(type: Enum): Kind {
  const { name, values } = type
  const names = new Map<number, string>()
  // Of several names for one number the first declared counts.
  for (const [symbol, number] of Object.entries(values)) {
    if (!names.has(number)) names.set(number, symbol)
  }
  const [first = null] = Object.keys(values)
  const closed = isClosed(type)
  return {
    schema: enumSchema(Object.keys(values)),
    wire: 0,
    packs: true,
    empty: first,
    read(reader) {
      const number = reader.int32()
      const known = names.get(number)
      if (known !== undefined || closed) return known
      return `UNKNOWN_ENUM_VALUE_${name}_${number}`
    },
    message: null,
  }
}

function enumSchema(symbols: readonly string[]): PrimitiveSchema {
  return {
    type: 'string',
    optional: true,
    name: ENUM,
    version: 1,
    parameters: new Map([['allowed', symbols.join(',')]]),
    default: null,
  }
}

/** Editions, and with them proto2 and proto3, say by features what an enum is; protobufjs's typings leave them out. */
function isClosed(type: Enum): boolean {
  const { _features } = type as unknown as {
    readonly _features: { readonly enum_type?: unknown }
  }
  return _features.enum_type === 'CLOSED'
}
