import type { Part } from '../../../../../lib/format/record-format.ts'
import type { FilterReason } from '../../../../../lib/format/row-format.ts'
import type { Fault } from '../../fault-of.ts'

/** How the first record of a topic that has one schema was read; of what has no schema, and of what fails, how the first one was. */
export interface Reading {
  readonly topic: string
  readonly part: Part
  /** `Confluent schema 7 (Avro)`, `Connect JSON`, `JSON`. */
  readonly format: string
  /** As `--schema` takes it; null where the record names no schema. */
  readonly schemaId: string | null
  /** The columns of a value, the fields of a key; null where it has none. */
  readonly columns: readonly ReadColumn[] | null
  /** Of a key without fields. */
  readonly type: string | null
  /** Why a value writes no row though nothing is wrong with it. */
  readonly filtered: FilterReason | null
  readonly fault: Fault | null
}

/** What is told of events beside what the sink does with them. */
export interface ReadEvents {
  readonly read: readonly Reading[]
  /** Whether an option asks for the keys of records. */
  readonly readsKeys: boolean
  readonly ignoredProperties: readonly string[]
  /** Names in the configuration that no record asks for. */
  readonly notes: readonly string[]
}

/** `int64`, `decimal(20,4)`, `string?` where it may be null. */
export interface ReadColumn {
  readonly name: string
  readonly type: string
}

/** What was read, as far as reading is told. */
export type ReadContent = Pick<Reading, 'columns' | 'type' | 'filtered' | 'fault'>
