import type { DecodedRow, Schema, Value } from '../../schema.ts'
import type { FilterReason } from '../row-format.ts'
import { type EnvelopePlaces, envelopePlaces } from './envelope-places.ts'
import { missingAfter, operationOf } from './operation.ts'
import { ownRecordOf } from './own-record.ts'

/** How records of one schema become rows. */
export interface SchemaReading {
  readonly peeked: Schema | FilterReason
  /** @throws RecordError */
  readonly row: (decoded: RowWithSchema) => DecodedRow | FilterReason
  /** The row before a delete, as far as the record tells. */
  readonly before: (decoded: RowWithSchema) => DecodedRow | null
}

type RowWithSchema = DecodedRow & { readonly schema: Schema }

const known = new WeakMap<Schema, SchemaReading>()

/** The same schema, as the same object, is looked at once. */
export function readingOf(schema: Schema): SchemaReading {
  const found = known.get(schema)
  if (found !== undefined) return found
  const made = makeReading(schema)
  known.set(schema, made)
  return made
}

function makeReading(schema: Schema): SchemaReading {
  const own = ownRecordOf(schema)
  if (own !== null) return { peeked: own, row: () => own, before: () => null }
  if (schema.type === 'struct') {
    const places = envelopePlaces(schema)
    if (places !== null) return envelopeReading(places)
    const deleted = schema.fields.findIndex(({ name }) => name === '__deleted')
    if (deleted >= 0) return rewrittenReading(schema, deleted)
  }
  return { peeked: schema, row: (decoded) => decoded, before: () => null }
}

function envelopeReading({ op, after, row: schema, before }: EnvelopePlaces): SchemaReading {
  return {
    peeked: schema,
    row({ value }) {
      const members = value as readonly Value[]
      const asked = operationOf(members[op])
      if (asked !== 'row') return asked
      const row = members[after] ?? null
      if (row === null) throw missingAfter()
      return { schema, value: row }
    },
    before({ value }) {
      if (before === null) return null
      const row = (value as readonly Value[])[before.place] ?? null
      return row === null ? null : { schema: before.row, value: row }
    },
  }
}

/** `delete.tombstone.handling.mode=rewrite`: a delete is a row that says so. @param deleted the place of `__deleted` */
function rewrittenReading(schema: Schema, deleted: number): SchemaReading {
  const isDelete = ({ value }: RowWithSchema) => isDeleted((value as readonly Value[])[deleted])
  return {
    peeked: schema,
    row: (decoded) => (isDelete(decoded) ? 'delete' : decoded),
    before: (decoded) => (isDelete(decoded) ? decoded : null),
  }
}

/** Debezium writes a text; a transformation may have made a boolean of it. */
export function isDeleted(value: unknown): boolean {
  return value === 'true' || value === true
}
