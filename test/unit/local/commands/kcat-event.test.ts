import { expect, test } from 'vitest'
import { kcatEvent } from '../../../../infra/local/commands/try/kcat-event.ts'
import { UsageError } from '../../../../infra/local/commands/usage-error.ts'
import { parseEvent } from '../../../../lib/lambda/event.ts'

const lines = [
  '{"topic":"shop.orders","partition":0,"offset":41,"tstype":"create","ts":1700000000000,"broker":1,"headers":["trace","a-1","empty",null],"key":"7","payload":"{\\"id\\":7,\\"name\\":\\"Ж\\\\u00e9\\",\\"n\\":9007199254740993}"}',
  '{"topic":"shop.orders","partition":3,"offset":9,"tstype":"logappend","ts":1700000000001,"broker":2,"key":null,"payload":"line\\nbreak \\u0000"}',
  '{"topic":"shop.orders","partition":0,"offset":42,"broker":1,"key":"7","payload":null}',
]

const text = (base64: string | null | undefined) =>
  base64 == null ? base64 : Buffer.from(base64, 'base64').toString()

test('lines of kcat -J become the event that Lambda delivers, by partition and byte for byte', () => {
  const { batches } = parseEvent(JSON.parse(kcatEvent(`${lines.join('\n')}\n`) ?? ''))
  const records = batches.flatMap((batch) => batch.records)
  expect(
    records.map(({ topic, partition, offset, timestamp, key, value }) => [
      `${topic}-${partition}`,
      ...[offset, timestamp, text(key), text(value)],
    ]),
  ).toEqual([
    ['shop.orders-0', 41, 1700000000000, '7', '{"id":7,"name":"Ж\\u00e9","n":9007199254740993}'],
    ['shop.orders-0', 42, -1, '7', null],
    ['shop.orders-3', 9, 1700000000001, null, 'line\nbreak \0'],
  ])
  expect(records[0]?.headers).toEqual([
    { name: 'trace', value: Uint8Array.from(Buffer.from('a-1')) },
    { name: 'empty', value: null },
  ])
})

test('one line is enough, and line ends may be those of Windows', () => {
  expect(kcatEvent(lines[0] ?? '')).not.toBeNull()
  expect(kcatEvent(`${lines.join('\r\n')}\r\n`)).toBe(kcatEvent(lines.join('\n')))
})

test.each([
  ['an event', '{"eventSource":"SelfManagedKafka","records":{}}'],
  ['an event of several lines', '{\n"records":{}\n}'],
  ['nothing', ''],
  ['a list', '[1]'],
])('%s is left as it is', (_, given) => {
  expect(kcatEvent(given)).toBeNull()
})

const line = (members: object) =>
  JSON.stringify({ topic: 't', partition: 0, offset: 0, key: null, payload: 'x', ...members })

test.each([
  ['bytes that are no text', line({ payload: 'secret\uFFFD' }), 'line 2: "payload" holds bytes'],
  ['such a key', line({ key: '\uFFFD' }), 'line 2: "key" holds bytes'],
  ['a value that kcat decoded', line({ payload: { secret: 1 } }), 'without -s'],
  ['an offset too large', line({}).replace('"offset":0', '"offset":9007199254740993'), '"offset"'],
  ['headers by name', line({ headers: { secret: ['b'] } }), '"headers" must be a list'],
  ['a line that is cut', line({}).slice(0, -9), 'line 2 is no record as kcat -J prints it'],
])('%s is misuse, told without the record', (_, second, message) => {
  const read = () => kcatEvent(`${lines[1]}\n${second}\n`)
  expect(read).toThrow(UsageError)
  expect(read).toThrow(message)
  expect(read).not.toThrow('secret')
})
