import { expect, test } from 'vitest'
import { storedLetter } from '../../../../lib/singlestore/dead-letter/stored-letter.ts'

const row = {
  topic: 'orders',
  partition: '3',
  offset: '9007199254740991',
  sequence: '2',
  timestamp: '-1',
  keyHex: '00FF',
  valueHex: '',
  headers: '[{"name":"h","value":"AP8="},{"name":"h","value":null}]',
  keySchema: '{"schemaId":"17","dataFormat":"AVRO"}',
  valueSchema: null,
}

test('a letter is read back as the record that was delivered', () => {
  expect(storedLetter(row)).toEqual({
    key: { topic: 'orders', partition: 3, offset: 9007199254740991, sequence: 2 },
    record: {
      topic: 'orders',
      partition: 3,
      offset: 9007199254740991,
      timestamp: -1,
      key: 'AP8=',
      value: '',
      headers: [
        { name: 'h', value: Buffer.of(0, 255) },
        { name: 'h', value: null },
      ],
      keySchema: { dataFormat: 'AVRO', schemaId: '17' },
      valueSchema: null,
    },
  })
})

test('a key and a value that were null are null, and so is a schema nobody told', () => {
  const { record } = storedLetter({ ...row, keyHex: null, valueHex: null, keySchema: null })
  expect(record).toMatchObject({ key: null, value: null, keySchema: null, valueSchema: null })
})
