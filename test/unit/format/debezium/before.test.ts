import { describe, expect, test } from 'vitest'
import { changeEvent, eventPayload, eventSchema } from '../../../support/change-event.ts'
import { envelope, structSchema } from '../../../support/kafka-event.ts'
import { textRecord } from '../../sink/json-record.ts'
import { rowFormat } from '../../sink/row-format.ts'

const stateBefore = (text: string | null) => rowFormat('auto').before(textRecord(1, text))

const rewritten = structSchema({ id: 'int32', name: 'string', __deleted: 'string' })

describe('the row before a delete', () => {
  test('is what stands in before, with the schema of before', () => {
    const row = stateBefore(changeEvent('d', { before: { id: 7, name: 'seven' } }))
    expect(row).toMatchObject({
      schema: { type: 'struct', fields: [{ name: 'id' }, { name: 'name' }] },
      value: [7, 'seven'],
    })
  })

  test('may tell the key alone, whatever the schema requires', () => {
    const fields = [
      { field: 'id', type: 'int32', optional: false },
      { field: 'name', type: 'string', optional: false },
    ]
    const row = { type: 'struct', optional: true, name: 'r.Value', fields }
    const schema = eventSchema('r.Envelope', [
      { field: 'before', ...row },
      { field: 'after', ...row },
      { field: 'source', type: 'struct', fields: [{ field: 'connector', type: 'string' }] },
      { field: 'op', type: 'string' },
    ])
    expect(stateBefore(envelope(schema, eventPayload('d', { before: { id: 7 } })))).toMatchObject({
      value: [7, null],
    })
  })

  test('is the rewritten row itself', () => {
    const row = { id: 1, name: 'one', __deleted: 'true' }
    expect(stateBefore(envelope(rewritten, row))).toMatchObject({ value: [1, 'one', 'true'] })
    expect(stateBefore(JSON.stringify(row))).toEqual({ schema: null, value: row })
  })

  test('is what stands in before of an event without a schema', () => {
    const event = eventPayload('d', { before: { id: 7 } })
    expect(stateBefore(JSON.stringify(event))).toEqual({ schema: null, value: { id: 7 } })
  })

  test.each([
    ['a tombstone', null],
    ['a null payload', envelope(rewritten, null)],
    ['JSON null', 'null'],
    ['an event whose before is null', changeEvent('d')],
    ['such an event without a schema', JSON.stringify(eventPayload('d'))],
    ['a truncation', changeEvent('t')],
    ['a row that is not deleted', '{"id":1,"__deleted":"false"}'],
    ['a row of its own', envelope(structSchema({ id: 'int32' }), { id: 1 })],
    ['a value that is no object', '5'],
  ])('is nothing for %s', (_, text) => {
    expect(stateBefore(text)).toBeNull()
  })
})
