import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP, type Value } from '../../../../lib/schema.ts'

/** How an envelope is laid out; any of these means the same. */
export interface Layout {
  readonly payloadFirst: boolean
  /** White space put around every token outside of strings. */
  readonly space: string
  /** Whether Decimals are base64 or plain numbers, as the writer's `decimal.format` has it. */
  readonly decimals: 'base64' | 'numeric'
  /** Whether a null field is left out. */
  readonly leaveOutNulls: boolean
}

const COMPACT: Layout = {
  payloadFirst: false,
  space: '',
  decimals: 'base64',
  leaveOutNulls: false,
}

/** Prints an envelope as Connect's writer does, number by number exact. */
export function writeEnvelope(schema: Schema, value: Value, layout: Layout = COMPACT): string {
  const members = [
    ['schema', writeSchema(schema, layout)],
    ['payload', writeValue(schema, value, layout)],
  ] as const
  return object(layout.payloadFirst ? members.toReversed() : members, layout)
}

function writeSchema(schema: Schema, layout: Layout = COMPACT): string {
  return object(schemaMembers(schema, layout), layout)
}

function schemaMembers(schema: Schema, layout: Layout): readonly (readonly [string, string])[] {
  const members: [string, string][] = [['type', text(wireName(schema.type))]]
  if (schema.type === 'array') members.push(['items', writeSchema(schema.items, layout)])
  if (schema.type === 'map') {
    members.push(['keys', writeSchema(schema.keys, layout)])
    members.push(['values', writeSchema(schema.values, layout)])
  }
  if (schema.type === 'struct') {
    const fields = schema.fields.map((field) =>
      object([...schemaMembers(field.schema, layout), ['field', text(field.name)]], layout),
    )
    members.push(['fields', array(fields, layout)])
  }
  members.push(['optional', String(schema.optional)])
  if (schema.name !== null) members.push(['name', text(schema.name)])
  if (schema.version !== null) members.push(['version', String(schema.version)])
  if (schema.parameters.size > 0) {
    const parameters = [...schema.parameters].map(([name, value]) => [name, text(value)] as const)
    members.push(['parameters', object(parameters, layout)])
  }
  if (schema.default !== null) members.push(['default', writeBare(schema, schema.default, layout)])
  return members
}

function wireName(type: Schema['type']): string {
  if (type === 'float32') return 'float'
  return type === 'float64' ? 'double' : type
}

function writeValue(schema: Schema, value: Value, layout: Layout): string {
  return value === null ? 'null' : writeBare(schema, value, layout)
}

function writeBare(schema: Schema, value: Value, layout: Layout): string {
  if (schema.name === DECIMAL) return writeDecimal(String(value), schema, layout)
  if (schema.name === DATE || schema.name === TIME || schema.name === TIMESTAMP)
    return String(value)
  switch (schema.type) {
    case 'struct':
      return writeStruct(schema.fields, value as readonly Value[], layout)
    case 'array':
      return array(
        (value as readonly Value[]).map((item) => writeValue(schema.items, item, layout)),
        layout,
      )
    case 'map':
      return writeMap(schema, [...(value as ReadonlyMap<Value, Value>)], layout)
    case 'float32':
    case 'float64':
      return writeFloat(value as number)
    case 'bytes':
      return text(Buffer.from(value as Uint8Array).toString('base64'))
    case 'string':
      return text(value as string)
    default:
      return String(value)
  }
}

function writeStruct(
  fields: readonly { readonly name: string; readonly schema: Schema }[],
  values: readonly Value[],
  layout: Layout,
): string {
  const members = fields.flatMap(({ name, schema }, at) => {
    const value = values[at] ?? null
    if (value === null && layout.leaveOutNulls) return []
    return [[name, writeValue(schema, value, layout)] as const]
  })
  return object(members, layout)
}

function writeMap(
  schema: Extract<Schema, { type: 'map' }>,
  entries: readonly (readonly [Value, Value])[],
  layout: Layout,
): string {
  const written = entries.map(
    ([key, value]) => [key, writeValue(schema.values, value, layout)] as const,
  )
  if (schema.keys.type === 'string') {
    return object(
      written.map(([key, value]) => [key as string, value]),
      layout,
    )
  }
  return array(
    written.map(([key, value]) => array([writeValue(schema.keys, key, layout), value], layout)),
    layout,
  )
}

function writeFloat(value: number): string {
  if (!Number.isFinite(value)) return text(String(value))
  return Object.is(value, -0) ? '-0.0' : String(value)
}

/** Digits with exactly the schema's scale → their unscaled integer's shortest two's complement. */
function writeDecimal(digits: string, schema: Schema, layout: Layout): string {
  if (layout.decimals === 'numeric') return digits
  const scale = Number(schema.parameters.get('scale'))
  const unscaled = BigInt(digits.replace('.', '')) / 10n ** BigInt(Math.max(0, -scale))
  return text(twosComplement(unscaled).toString('base64'))
}

function twosComplement(integer: bigint): Buffer {
  let bytes = 1n
  while (BigInt.asIntN(Number(bytes * 8n), integer) !== integer) bytes += 1n
  const unsigned = BigInt.asUintN(Number(bytes * 8n), integer)
  return Buffer.from(unsigned.toString(16).padStart(Number(bytes) * 2, '0'), 'hex')
}

function text(value: string): string {
  return JSON.stringify(value)
}

function object(members: readonly (readonly [string, string])[], { space }: Layout): string {
  const written = members.map(([name, value]) => `${space}${text(name)}${space}:${space}${value}`)
  return `{${written.join(`${space},`)}${space}}${space}`
}

function array(items: readonly string[], { space }: Layout): string {
  return `[${items.map((item) => space + item + space).join(',')}${space}]${space}`
}
