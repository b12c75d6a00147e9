import fc from 'fast-check'
import { type AvroMaker, avroEncoder } from './avro-samples.ts'
import { type Landing, manners } from './land-rows.ts'

/** Rows of a record with these fields, written by avsc. */
export function avroLandings(makers: readonly AvroMaker[], rows: number): fc.Arbitrary<Landing> {
  const kinds = makers.map((maker, at) => maker.make(`N${at}`))
  const fields = kinds.map(({ schema }, at) => ({ name: `f${at}`, type: schema }))
  const schema = { type: 'record', name: 'Row', fields: [{ name: 'id', type: 'int' }, ...fields] }
  const text = JSON.stringify(schema)
  const encode = avroEncoder(schema)
  const row = fc.tuple(...kinds.map(({ values }) => values))
  const bounds = { minLength: rows, maxLength: rows, size: 'max' } as const
  return fc.tuple(fc.array(row, bounds), manners(rows)).map(([values, manner]) => ({
    type: 'AVRO',
    schema: text,
    manner,
    bodies: values.map((samples, id) => {
      const members = samples.map(({ written }, at) => [`f${at}`, written])
      return { bytes: encode({ id, ...Object.fromEntries(members) }) }
    }),
    rows: values.map((samples, id) => {
      const columns = samples.map(({ column }, at) => [`f${at}`, column])
      return { id: { text: String(id) }, ...Object.fromEntries(columns) }
    }),
    [fc.toStringMethod]: () => text,
  }))
}
