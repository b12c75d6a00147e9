import { describe, expect, test } from 'vitest'
import { RecordError } from '../../../../lib/errors.ts'
import { deadLetterRow } from '../../../../lib/singlestore/dead-letter/dead-letter.ts'
import { loadData } from '../../../../lib/singlestore/dialect/load-data.ts'
import { buildRecord } from '../../kafka/build-record.ts'
import { readTsv } from '../read-tsv.ts'

const error = new RecordError('ERR_RECORD_UNDECODABLE', 'orders-0 offset 7: "a\tb"\n\\N')

function fieldsOf(parts: Parameters<typeof buildRecord>[1]) {
  const { line } = deadLetterRow(
    { record: buildRecord(7, parts), error, stage: 'decode' },
    'si\tnk',
    42,
  )
  const [fields] = readTsv(`${line}\n`)
  return fields
}

describe('a dead letter', () => {
  test('tells its place, its error and its stage, and keeps key and value as they came', () => {
    expect(fieldsOf({ key: 'AP8=', value: 'AAkK' })).toEqual([
      'si\tnk',
      'orders',
      '0',
      '7',
      '42',
      '1007',
      'AP8=',
      'AAkK',
      '[]',
      null,
      null,
      'ERR_RECORD_UNDECODABLE',
      'orders-0 offset 7: "a\tb"\n\\N',
      'decode',
    ])
  })

  test('tells a missing key and value from empty ones', () => {
    expect(fieldsOf({ key: null, value: null })?.slice(6, 8)).toEqual([null, null])
    expect(fieldsOf({ key: '', value: '' })?.slice(6, 8)).toEqual(['', ''])
  })

  test('keeps headers in their order, double names and missing values included', () => {
    const headers = [
      { name: 'a\n"', value: Uint8Array.of(0, 255) },
      { name: 'a\n"', value: null },
      { name: '', value: new Uint8Array() },
    ]
    expect(JSON.parse(fieldsOf({ headers })?.[8] ?? '')).toEqual([
      { name: 'a\n"', value: 'AP8=' },
      { name: 'a\n"', value: null },
      { name: '', value: '' },
    ])
  })

  test('keeps what a registry integration said of key and value', () => {
    const keySchema = { dataFormat: 'AVRO', schemaId: '17' } as const
    const valueSchema = { dataFormat: 'JSON', schemaId: '18' } as const
    const kept = fieldsOf({ keySchema, valueSchema })?.slice(9, 11)
    expect(kept?.map((json) => JSON.parse(json ?? ''))).toEqual([keySchema, valueSchema])
  })

  test('has a field for every column that its load names', () => {
    const { line, shape } = deadLetterRow({ record: buildRecord(7), error, stage: 'map' }, 's', 1)
    expect(line.split('\t')).toHaveLength(shape.columns.length)
    expect(loadData('letters', shape.columns)).toMatch(
      /\(`sink`, `topic`, `partition`, `offset`, `sequence`, `timestamp`, @v6, @v7, `headers`, `keySchema`, `valueSchema`, `errorCode`, `errorMessage`, `stage`\) SET `key` = FROM_BASE64\(@v6\), `value` = FROM_BASE64\(@v7\)$/,
    )
  })
})
