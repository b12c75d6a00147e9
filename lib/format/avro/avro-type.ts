import type { JsonObject } from '../../schema.ts'

export type PrimitiveName =
  | 'null'
  | 'boolean'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'bytes'
  | 'string'

interface Described {
  /** The members of the schema node as they were written: `logicalType`, `connect.name` … */
  readonly props: JsonObject
  readonly extent: Extent
}

/** What a schema says about the size of its values before one is read. A reference back to an open record counts for nothing. */
export interface Extent {
  /** The fewest bytes that a value takes. */
  readonly leastBytes: number
  /** How deep values nest without recursion; a union that only allows null nests nothing. */
  readonly depth: number
}

export interface PrimitiveType extends Described {
  readonly kind: PrimitiveName
}

export interface FixedType extends Described {
  readonly kind: 'fixed'
  readonly fullName: string
  readonly sizeBytes: number
}

export interface EnumType extends Described {
  readonly kind: 'enum'
  readonly fullName: string
  readonly symbols: readonly string[]
}

export interface ArrayType extends Described {
  readonly kind: 'array'
  readonly items: AvroType
}

export interface MapType extends Described {
  readonly kind: 'map'
  readonly values: AvroType
}

export interface UnionType extends Described {
  readonly kind: 'union'
  readonly branches: readonly AvroType[]
}

export interface RecordType extends Described {
  readonly kind: 'record'
  readonly fullName: string
  readonly fields: readonly RecordField[]
  /** Whether a member leads back to this record; of several records in a circle the outermost says so. */
  readonly recursive: boolean
}

export interface RecordField {
  readonly name: string
  readonly type: AvroType
  readonly props: JsonObject
}

/** An Avro schema whose names are replaced by what they stand for; it may lead back to itself. */
export type AvroType =
  | PrimitiveType
  | FixedType
  | EnumType
  | ArrayType
  | MapType
  | UnionType
  | RecordType
