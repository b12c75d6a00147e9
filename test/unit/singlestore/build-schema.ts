import {
  type ArraySchema,
  DATE,
  DECIMAL,
  type Field,
  type MapSchema,
  type PrimitiveSchema,
  type PrimitiveType,
  type Schema,
  type StructSchema,
  TIME,
  TIMESTAMP,
} from '../../../lib/schema.ts'

const BASE = { optional: true, name: null, version: null, parameters: new Map(), default: null }

type Parts = Partial<Pick<Schema, 'optional' | 'name' | 'parameters'>>

export function primitive(type: PrimitiveType, parts: Parts = {}): PrimitiveSchema {
  return { ...BASE, type, ...parts }
}

/** A Decimal; without a precision it names none. */
export function decimal(scale: number, precision?: number): PrimitiveSchema {
  const parameters = new Map([['scale', String(scale)]])
  if (precision !== undefined) parameters.set('connect.decimal.precision', String(precision))
  return primitive('bytes', { name: DECIMAL, parameters })
}

export const date = primitive('int32', { name: DATE })
export const time = primitive('int32', { name: TIME })
export const timestamp = primitive('int64', { name: TIMESTAMP })

export function array(items: Schema): ArraySchema {
  return { ...BASE, type: 'array', items }
}

export function map(keys: Schema, values: Schema): MapSchema {
  return { ...BASE, type: 'map', keys, values }
}

/** Entries, so that hostile names keep their place. */
export function struct(...fields: readonly (readonly [string, Schema])[]): StructSchema {
  return { ...BASE, type: 'struct', fields: fields.map(([name, schema]) => field(name, schema)) }
}

export function field(name: string, schema: Schema): Field {
  return { name, schema }
}

/** Every Connect type once. */
export const EVERY_TYPE: readonly Field[] = [
  field('i8', primitive('int8')),
  field('i16', primitive('int16')),
  field('i32', primitive('int32')),
  field('i64', primitive('int64')),
  field('f32', primitive('float32')),
  field('f64', primitive('float64')),
  field('yes', primitive('boolean')),
  field('text', primitive('string')),
  field('raw', primitive('bytes')),
  field('list', array(primitive('string'))),
  field('tags', map(primitive('string'), primitive('int32'))),
  field('nested', struct(['a', primitive('int8')])),
  field('price', decimal(2, 10)),
  field('day', date),
  field('at', time),
  field('moment', timestamp),
]
