import { writeJson } from './format/json/write-json.ts'
import { checkedJson } from './transform/checked-json.ts'
import { EMPTY_ROW, schemaWithField, schemaWithoutField } from './transform/derived-schema.ts'
import type { FieldType, FieldValue } from './transform/field-type.ts'
import { Misfit } from './transform/misfit.ts'
import { isPlainObject } from './transform/plain-object.ts'
import { type PlainValue, setOwn } from './transform/plain-value.ts'
import { transformFault, unfit } from './transform/transform-fault.ts'
import type { TransformRecord } from './transform/transform-record.ts'

export type { FieldType } from './transform/field-type.ts'
export type { PlainRow, PlainValue } from './transform/plain-value.ts'
export type { Transform, TransformRecord } from './transform/transform-record.ts'

/**
 * The record with a field more, or with another type and value where it has one of that name; it may be null. Where the value
 * has no schema, the type says only how the value is written as JSON.
 * @throws RecordError for a value that is no struct or object
 */
export function withField<Row, Key, Name extends string, Type extends FieldType>(
  record: TransformRecord<Row, Key>,
  name: Name,
  type: Type,
  value: FieldValue<Type> | null,
): TransformRecord<Row & { readonly [Field in Name]: PlainValue }, Key> {
  const { schema } = record
  const row = copyOfRow(record.value, 'withField')
  if (schema !== null && schema.type !== 'struct') throw noStruct('withField')
  setOwn(row, name, fieldValue(name, type, value, schema !== null))
  return {
    ...record,
    value: row as Row & { readonly [Field in Name]: PlainValue },
    schema: schema === null ? null : schemaWithField(schema, name, type),
  }
}

/** The record without a field; as it is where it has none of that name. @throws RecordError as `withField` */
export function withoutField<Row, Key, Name extends string>(
  record: TransformRecord<Row, Key>,
  name: Name,
): TransformRecord<Omit<Row, Name>, Key> {
  const { schema } = record
  const row = copyOfRow(record.value, 'withoutField')
  if (schema !== null && schema.type !== 'struct') throw noStruct('withoutField')
  delete row[name]
  return {
    ...record,
    value: row as Omit<Row, Name>,
    schema: schema === null ? null : schemaWithoutField(schema, name),
  }
}

/** The record with a row that has no field yet: what `withField` then adds are all its columns, and their types. */
export function emptyRow<Key>(
  record: TransformRecord<unknown, Key>,
): TransformRecord<Readonly<Record<never, PlainValue>>, Key> {
  return { ...record, value: {}, schema: EMPTY_ROW }
}

/**
 * A record for each item of an array in the row: the item is its row.
 * @throws RecordError as `withField`, and for a field that is no array
 */
export function unnest<Row, Key, Item = PlainValue>(
  record: TransformRecord<Row, Key>,
  name: string & keyof Row,
): readonly TransformRecord<Item, Key>[] {
  const { schema } = record
  const items = copyOfRow(record.value, 'unnest')[name] ?? []
  const itemSchema = schema === null ? null : itemSchemaOf(schema, name)
  if (!Array.isArray(items)) throw noArray(name)
  return items.map((item: Item) => ({ ...record, value: item, schema: itemSchema }))
}

function itemSchemaOf(schema: NonNullable<TransformRecord['schema']>, name: string) {
  if (schema.type !== 'struct') throw noStruct('unnest')
  const of = schema.fields.find((field) => field.name === name)?.schema
  if (of?.type !== 'array') throw noArray(name)
  return of.items
}

function copyOfRow(value: unknown, helper: string): Record<string, unknown> {
  if (isPlainObject(value)) return { ...value }
  throw value === null ? noRow(helper) : noStruct(helper)
}

function fieldValue<Type extends FieldType>(
  name: string,
  type: Type,
  value: FieldValue<Type> | null,
  hasSchema: boolean,
): unknown {
  if (hasSchema) return type === 'json' && value !== null ? jsonText(name, value) : value
  const isMs = typeof value === 'number' || typeof value === 'bigint'
  return type === 'timestamp' && isMs ? new Date(Number(value)) : value
}

function jsonText(name: string, value: unknown): string {
  try {
    return writeJson(checkedJson(value))
  } catch (error) {
    throw error instanceof Misfit
      ? unfit(error.inside(name).pathFrom('value'), error.message)
      : error
  }
}

function noRow(helper: string) {
  return transformFault(
    `${helper}: the record has no row: it is a delete that does not tell what it deletes. Give it back as it is, or begin with emptyRow.`,
  )
}

function noStruct(helper: string) {
  return transformFault(
    `${helper}: the value is no struct or object, and has no fields. Begin with emptyRow.`,
  )
}

function noArray(name: string) {
  return unfit(`value.${name}`, 'unnest wants an array here')
}
