import { DATE, DECIMAL, type Schema, TIME, TIMESTAMP, type Value } from '../../../../lib/schema.ts'

/** Whether Decimals are base64 or plain numbers, as the converter's `decimal.format` has it. */
export type Decimals = 'base64' | 'numeric'

/** Prints a schema as Confluent's converter does. */
export function writeJsonSchema(schema: Schema, decimals: Decimals, index?: number): string {
  const required = object([...typeMembers(schema, decimals), ...described(schema, decimals)])
  const at = index === undefined ? [] : [['connect.index', String(index)] as const]
  if (schema.optional) return object([['oneOf', `[{"type":"null"},${required}]`], ...at])
  return at.length === 0 ? required : `${required.slice(0, -1)},"connect.index":${index}}`
}

type Member = readonly [name: string, json: string]

function typeMembers(schema: Schema, decimals: Decimals): readonly Member[] {
  const type = (json: string, connect?: string): readonly Member[] => [
    ['type', text(json)],
    ...(connect === undefined ? [] : [['connect.type', text(connect)] as const]),
  ]
  switch (schema.type) {
    case 'struct': {
      const properties = schema.fields.map(
        ({ name, schema: field }, at) => [name, writeJsonSchema(field, decimals, at)] as const,
      )
      return [...type('object'), ['properties', object(properties.toReversed())]]
    }
    case 'array':
      return [...type('array'), ['items', writeJsonSchema(schema.items, decimals)]]
    case 'map': {
      const values = writeJsonSchema(schema.values, decimals)
      if (isObjectMap(schema)) return [...type('object', 'map'), ['additionalProperties', values]]
      const properties = object([
        ['key', writeJsonSchema(schema.keys, decimals)],
        ['value', values],
      ])
      return [...type('array', 'map'), ['items', `{"type":"object","properties":${properties}}`]]
    }
    case 'boolean':
    case 'string':
      return type(schema.type)
    case 'bytes':
      return type(schema.name === DECIMAL && decimals === 'numeric' ? 'number' : 'string', 'bytes')
    case 'float32':
    case 'float64':
      return type('number', schema.type)
    default:
      return type('integer', schema.type)
  }
}

function described(schema: Schema, decimals: Decimals): readonly Member[] {
  const members: Member[] = []
  if (schema.name !== null) members.push(['title', text(schema.name)])
  if (schema.version !== null) members.push(['connect.version', String(schema.version)])
  if (schema.parameters.size > 0) {
    const parameters = [...schema.parameters].map(([name, value]) => [name, text(value)] as const)
    members.push(['connect.parameters', object(parameters)])
  }
  if (schema.default !== null) {
    members.push(['default', writeJsonValue(schema, schema.default, decimals)])
  }
  return members
}

/** Prints a value as the converter does, number by number exact. */
export function writeJsonValue(schema: Schema, value: Value, decimals: Decimals): string {
  if (value === null) return 'null'
  if (schema.name === DECIMAL) return writeDecimal(String(value), schema, decimals)
  if ([DATE, TIME, TIMESTAMP].includes(schema.name ?? '')) return String(value)
  switch (schema.type) {
    case 'struct': {
      const values = value as readonly Value[]
      return object(
        schema.fields.map(({ name, schema: field }, at) => {
          return [name, writeJsonValue(field, values[at] ?? null, decimals)] as const
        }),
      )
    }
    case 'array': {
      const items = value as readonly Value[]
      return `[${items.map((item) => writeJsonValue(schema.items, item, decimals))}]`
    }
    case 'map': {
      const entries = [...(value as ReadonlyMap<Value, Value>)].map(([key, item]) => {
        return [key, writeJsonValue(schema.values, item, decimals)] as const
      })
      if (isObjectMap(schema)) return object(entries.map(([key, item]) => [String(key), item]))
      const written = entries.map(([key, item]) => {
        return object([
          ['key', writeJsonValue(schema.keys, key, decimals)],
          ['value', item],
        ])
      })
      return `[${written}]`
    }
    case 'float32':
    case 'float64':
      if (!Number.isFinite(value)) return text(String(value))
      return Object.is(value, -0) ? '-0.0' : String(value)
    case 'bytes':
      return text(Buffer.from(value as Uint8Array).toString('base64'))
    case 'string':
      return text(String(value))
    default:
      return String(value)
  }
}

function isObjectMap({ keys }: Extract<Schema, { type: 'map' }>): boolean {
  return keys.type === 'string' && !keys.optional
}

function writeDecimal(digits: string, schema: Schema, decimals: Decimals): string {
  if (decimals === 'numeric') return digits
  const scale = Number(schema.parameters.get('scale'))
  const unscaled = BigInt(digits.replace('.', '')) / 10n ** BigInt(Math.max(0, -scale))
  const bits = BigInt(unscaled.toString(2).length + 8) & ~7n
  const hex = BigInt.asUintN(Number(bits), unscaled).toString(16)
  return text(Buffer.from(hex.padStart(Number(bits) / 4, '0'), 'hex').toString('base64'))
}

function text(value: string): string {
  return JSON.stringify(value)
}

function object(members: readonly Member[]): string {
  return `{${members.map(([name, json]) => `${text(name)}:${json}`).join(',')}}`
}
